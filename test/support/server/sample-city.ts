import { City } from '../../../src/core/model/city.js';

/** A city with two units, one line and one category: enough to route and to refuse. */
export const sampleCity = City.parse({
  profile: {
    id: 'sample',
    name: '样城',
    serviceName: '样城 12345',
    serviceNameEn: 'Sample City 12345',
    ticketPrefix: 'YC',
    areaCode: '0515',
    divisionCode: '320900',
    timezone: 'Asia/Shanghai',
    textAlarm: '121100515',
    silence: { remindMinutes: 30, finishHours: 24, handOverMinutes: 10 },
    version: 'test-1',
  },
  regions: [],
  hotlines: [
    {
      id: '12345',
      dial: '12345',
      name: '政务服务热线',
      mode: 'merged',
      unit: 'hotline-center',
      scope: '非紧急诉求',
    },
  ],
  units: [
    { id: 'hotline-center', name: '热线中心', kind: 'department', validFrom: '2020-01-01' },
    { id: 'city-lights', name: '路灯管理处', kind: 'public-service', validFrom: '2020-01-01' },
    { id: 'water-works', name: '自来水公司', kind: 'public-service', validFrom: '2020-01-01' },
  ],
  categories: [{ code: 'CJ01', name: '路灯' }],
  forms: [{ type: 'complaint', version: 3, fields: [] }],
  deadlines: { workingHours: [{ from: '08:30', to: '12:00' }], timezone: 'Asia/Shanghai', rules: [] },
  holidays: [],
  lexicon: {
    threshold: 1,
    types: { consultation: [], help: [], suggestion: [], complaint: [], report: [], praise: [], other: [] },
    categories: {},
    intents: {},
    danger: [],
    sealed: [],
    refusals: [],
  },
});
