/** Where the benchmarks sell. */
export const branch = {
  name: 'Centro',
  timeZone: 'America/Mexico_City',
  dayCutoffMinutes: 240,
  ivaRate: '0.160000',
  deliveryFee: '35.00',
  address: {
    street: 'Calle de la Medida',
    exteriorNumber: '12',
    interiorNumber: null,
    neighborhood: 'Centro',
    municipality: 'Cuauhtémoc',
    state: 'CMX',
    postalCode: '06000',
    references: null,
  },
  location: { longitude: '-99.133209', latitude: '19.432608' },
  phone: null,
}

/** Day and night, every day of the week. */
export const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }))
