import { City } from '../../../src/core/model/city.js';

/** The rules of the city’s plan, short enough to be walked through. */
export const sampleWorkOrders = {
  return: { lockAfterDispatches: 3 },
  extension: { times: 1, maxDays: 10 },
  suspension: {
    times: 1,
    causes: [{ id: 'legal', name: '诉讼', nameEn: 'lawsuit', atMost: { amount: 90, unit: 'day' } }],
  },
  reply: { needs: ['facts', 'basis', 'contact'] },
  callBack: { botWaits: { amount: 2, unit: 'working-day' }, attempts: 3, satisfiedFrom: 4 },
  supervision: [
    { level: 'notice', after: { amount: 1, unit: 'working-day' }, reason: '逾期未办结' },
    { level: 'written', after: { amount: 6, unit: 'working-day' }, reason: '催办后仍未办结' },
  ],
  archiveAfter: { amount: 30, unit: 'day' },
  refusals: { N01: { basis: '属地管理', way: '请拨打当地12345', wayEn: 'Please call 12345 there.' } },
};

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
    { id: '12388', dial: '12388', name: '纪检举报', mode: 'secret', unit: 'hotline-center', scope: '违纪' },
  ],
  units: [
    { id: 'hotline-center', name: '热线中心', kind: 'department', validFrom: '2020-01-01' },
    { id: 'city-lights', name: '路灯管理处', kind: 'public-service', validFrom: '2020-01-01' },
    { id: 'north-county', name: '北县', kind: 'county', validFrom: '2020-01-01' },
    { id: 'water-works', name: '自来水公司', kind: 'public-service', validFrom: '2020-01-01' },
  ],
  categories: [{ code: 'CJ01', name: '路灯' }],
  forms: [{ type: 'complaint', version: 3, fields: [] }],
  deadlines: { workingHours: [{ from: '08:30', to: '12:00' }], timezone: 'Asia/Shanghai', rules: [] },
  workOrders: sampleWorkOrders,
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
