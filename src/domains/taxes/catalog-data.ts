/** `verify`: written from memory, not confirmed against the SAT's own publication. */
type Certainty = 'sourced' | 'verify'

type Attributes = Readonly<Record<string, string | readonly string[]>>

/** One code of a catalogue, for as long as it means this. */
export interface SatEntry {
  readonly catalog: string
  readonly code: string
  readonly description: string
  readonly validFrom: string
  readonly validTo: string | null
  readonly attributes: Attributes & { readonly certainty: Certainty; readonly source: string }
}

type Row = readonly [code: string, description: string, more?: Attributes, validFrom?: string]

// CFDI 4.0 came into force that day, and most of its catalogues with it.
const sinceVersion4 = '2022-01-01'
const published = 'SAT, catálogos de CFDI 4.0 (phpcfdi/resources-sat-catalogs)'

const entries = (
  catalog: string,
  rows: readonly Row[],
  certainty: Certainty = 'sourced',
  source: string = published,
): readonly SatEntry[] =>
  rows.map(([code, description, more = {}, validFrom = sinceVersion4]) => ({
    catalog,
    code,
    description,
    validFrom,
    validTo: null,
    attributes: { ...more, certainty, source },
  }))

/** Whom a code is for: personas físicas (F), personas morales (M). */
const F = { persons: ['F'] } as const
const M = { persons: ['M'] } as const
const FM = { persons: ['F', 'M'] } as const

const codes = (text: string): readonly string[] => text.split(' ')
const companies = { ...FM, regimes: codes('601 603 606 612 620 621 622 623 624 625 626') }
const returns = { ...FM, regimes: codes('601 603 606 612 616 620 621 622 623 624 625 626') }
const deductions = { ...F, regimes: codes('605 606 607 608 611 612 614 615 625') }
const anyRegime = {
  ...FM,
  regimes: codes('601 603 605 606 607 608 610 611 612 614 615 616 620 621 622 623 624 625 626'),
}

/** The small catalogues, whole. A change of the SAT's is a row here: an end for the old one, a beginning for the new. */
export const satEntries: readonly SatEntry[] = [
  ...entries('c_FormaPago', [
    ['01', 'Efectivo'],
    ['02', 'Cheque nominativo'],
    ['03', 'Transferencia electrónica de fondos'],
    ['04', 'Tarjeta de crédito'],
    ['05', 'Monedero electrónico'],
    ['06', 'Dinero electrónico'],
    ['08', 'Vales de despensa'],
    ['12', 'Dación en pago'],
    ['13', 'Pago por subrogación'],
    ['14', 'Pago por consignación'],
    ['15', 'Condonación'],
    ['17', 'Compensación'],
    ['23', 'Novación'],
    ['24', 'Confusión'],
    ['25', 'Remisión de deuda'],
    ['26', 'Prescripción o caducidad'],
    ['27', 'A satisfacción del acreedor'],
    ['28', 'Tarjeta de débito'],
    ['29', 'Tarjeta de servicios'],
    ['30', 'Aplicación de anticipos'],
    ['31', 'Intermediario pagos'],
    ['99', 'Por definir'],
  ]),
  ...entries('c_MetodoPago', [
    ['PUE', 'Pago en una sola exhibición'],
    ['PPD', 'Pago en parcialidades o diferido'],
  ]),
  ...entries('c_RegimenFiscal', [
    ['601', 'General de Ley Personas Morales', M],
    ['603', 'Personas Morales con Fines no Lucrativos', M],
    ['605', 'Sueldos y Salarios e Ingresos Asimilados a Salarios', F],
    ['606', 'Arrendamiento', F],
    ['607', 'Régimen de Enajenación o Adquisición de Bienes', F],
    ['608', 'Demás ingresos', F],
    ['610', 'Residentes en el Extranjero sin Establecimiento Permanente en México', FM],
    ['611', 'Ingresos por Dividendos (socios y accionistas)', F],
    ['612', 'Personas Físicas con Actividades Empresariales y Profesionales', F],
    ['614', 'Ingresos por intereses', F],
    ['615', 'Régimen de los ingresos por obtención de premios', F],
    ['616', 'Sin obligaciones fiscales', F],
    ['620', 'Sociedades Cooperativas de Producción que optan por diferir sus ingresos', M],
    ['621', 'Incorporación Fiscal', F],
    ['622', 'Actividades Agrícolas, Ganaderas, Silvícolas y Pesqueras', M],
    ['623', 'Opcional para Grupos de Sociedades', M],
    ['624', 'Coordinados', M],
    ['625', 'Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas', F],
    ['626', 'Régimen Simplificado de Confianza', FM],
  ]),
  ...entries('c_UsoCFDI', [
    ['G01', 'Adquisición de mercancías.', companies],
    ['G02', 'Devoluciones, descuentos o bonificaciones.', returns],
    ['G03', 'Gastos en general.', companies],
    ['I01', 'Construcciones.', companies],
    ['I02', 'Mobiliario y equipo de oficina por inversiones.', companies],
    ['I03', 'Equipo de transporte.', companies],
    ['I04', 'Equipo de computo y accesorios.', companies],
    ['I05', 'Dados, troqueles, moldes, matrices y herramental.', companies],
    ['I06', 'Comunicaciones telefónicas.', companies],
    ['I07', 'Comunicaciones satelitales.', companies],
    ['I08', 'Otra maquinaria y equipo.', companies],
    ['D01', 'Honorarios médicos, dentales y gastos hospitalarios.', deductions],
    ['D02', 'Gastos médicos por incapacidad o discapacidad.', deductions],
    ['D03', 'Gastos funerales.', deductions],
    ['D04', 'Donativos.', deductions],
    ['D05', 'Intereses reales efectivamente pagados por créditos hipotecarios (casa habitación).', deductions],
    ['D06', 'Aportaciones voluntarias al SAR.', deductions],
    ['D07', 'Primas por seguros de gastos médicos.', deductions],
    ['D08', 'Gastos de transportación escolar obligatoria.', deductions],
    ['D09', 'Depósitos en cuentas para el ahorro, primas que tengan como base planes de pensiones.', deductions],
    ['D10', 'Pagos por servicios educativos (colegiaturas).', deductions],
    ['S01', 'Sin efectos fiscales.', anyRegime],
    ['CP01', 'Pagos', anyRegime],
    ['CN01', 'Nómina', { ...F, regimes: ['605'] }],
  ]),
  ...entries('c_Impuesto', [
    ['001', 'ISR', { as: ['retention'] }],
    ['002', 'IVA', { as: ['retention', 'transfer'] }],
    ['003', 'IEPS', { as: ['retention', 'transfer'] }],
  ]),
  ...entries('c_TipoFactor', [
    ['Tasa', 'Tasa'],
    ['Cuota', 'Cuota'],
    ['Exento', 'Exento'],
  ]),
  ...entries('c_ObjetoImp', [
    ['01', 'No objeto de impuesto.'],
    ['02', 'Sí objeto de impuesto.'],
    ['03', 'Sí objeto del impuesto y no obligado al desglose.'],
    ['04', 'Sí objeto del impuesto y no causa impuesto.', {}, '2022-10-07'],
    ['05', 'Sí objeto del impuesto, IVA crédito PODEBI.', {}, '2023-12-06'],
    ['06', 'Sí objeto del IVA, No traslado IVA.', {}, '2024-12-13'],
    ['07', 'No traslado del IVA, Sí desglose IEPS.', {}, '2024-12-13'],
    ['08', 'No traslado del IVA, No desglose IEPS.', {}, '2024-12-13'],
  ]),
  ...entries('c_TipoRelacion', [
    ['01', 'Nota de crédito de los documentos relacionados'],
    ['02', 'Nota de débito de los documentos relacionados'],
    ['03', 'Devolución de mercancía sobre facturas o traslados previos'],
    ['04', 'Sustitución de los CFDI previos'],
    ['05', 'Traslados de mercancías facturados previamente'],
    ['06', 'Factura generada por los traslados previos'],
    ['07', 'CFDI por aplicación de anticipo'],
  ]),
  ...entries('c_Periodicidad', [
    ['01', 'Diario'],
    ['02', 'Semanal'],
    ['03', 'Quincenal'],
    ['04', 'Mensual'],
    ['05', 'Bimestral'],
  ]),
  ...entries('c_Meses', [
    ['01', 'Enero'],
    ['02', 'Febrero'],
    ['03', 'Marzo'],
    ['04', 'Abril'],
    ['05', 'Mayo'],
    ['06', 'Junio'],
    ['07', 'Julio'],
    ['08', 'Agosto'],
    ['09', 'Septiembre'],
    ['10', 'Octubre'],
    ['11', 'Noviembre'],
    ['12', 'Diciembre'],
    ['13', 'Enero-Febrero'],
    ['14', 'Marzo-Abril'],
    ['15', 'Mayo-Junio'],
    ['16', 'Julio-Agosto'],
    ['17', 'Septiembre-Octubre'],
    ['18', 'Noviembre-Diciembre'],
  ]),
  ...entries('c_Exportacion', [
    ['01', 'No aplica'],
    ['02', 'Definitiva con clave A1'],
    ['03', 'Temporal'],
    ['04', 'Definitiva con clave distinta a A1 o cuando no existe enajenación en términos del CFF', {}, '2022-02-25'],
  ]),
  ...entries('c_TipoDeComprobante', [
    ['I', 'Ingreso'],
    ['E', 'Egreso'],
    ['T', 'Traslado'],
    ['N', 'Nómina'],
    ['P', 'Pago'],
  ]),
  // Not part of the CFDI's catalogues but of the cancellation service: only the code 01 is in the SAT's guide.
  ...entries(
    'c_MotivoCancelacion',
    [['01', 'Comprobante emitido con errores con relación']],
    'sourced',
    'SAT, guía de llenado del CFDI 4.0, FAQ 42',
  ),
  ...entries(
    'c_MotivoCancelacion',
    [
      ['02', 'Comprobante emitido con errores sin relación'],
      ['03', 'No se llevó a cabo la operación'],
      ['04', 'Operación nominativa relacionada en una factura global'],
    ],
    'verify',
    'cancellation service of the SAT, not confirmed',
  ),
]

/** The catalogues that the package brings, and a migration keeps: an import of one of them is refused. */
export const keptCatalogs: readonly string[] = [...new Set(satEntries.map(({ catalog }) => catalog))]
