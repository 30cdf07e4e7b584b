/** What is printed, without what depends on when: hours, days and moments become letters of the same kind. */
export function withoutClock(printed: string): string {
  return printed
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'YYYY-MM-DDThh:mm:ssZ')
    .replace(/\d{4}-\d\d-\d\d/g, 'YYYY-MM-DD')
    .replace(/\d{1,2} de [a-z]+ de \d{4}/g, 'D de MES de YYYY')
    .replace(/\d{1,2}:\d\d [ap]\.[\s\u00A0\u202F]?m\./g, 'h:mm')
}
