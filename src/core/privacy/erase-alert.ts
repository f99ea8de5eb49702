import type { Alert, AlertStep } from '../model/alert.js';
import { withoutTrace } from './mask.js';

/**
 * An alert without its person: that there was a danger, of what kind, who was rung and who handed it to whom and
 * when stays, because that is the record of the authority (国办发〔2022〕12号). Not undone by anything.
 */
export function eraseAlert(alert: Alert): Alert {
  const { place: _place, phone: _phone, ...rest } = alert;
  return {
    ...rest,
    persons: [],
    heard: alert.heard.map((one) => ({ ...one, text: '' })),
    steps: alert.steps.map((step) => withoutPerson(step, alert)),
  };
}

function withoutPerson(step: AlertStep, { phone }: Alert): AlertStep {
  switch (step.type) {
    case 'called':
      return step.text === undefined ? step : { ...step, text: withoutTrace(step.text, { phone }) };
    case 'noted':
    case 'false-alarm':
    case 'closed':
      return { ...step, text: withoutTrace(step.text, { phone }) };
    case 'opened':
    case 'rang':
    case 'rang-all':
    case 'taken':
    case 'acknowledged':
      return step;
  }
}
