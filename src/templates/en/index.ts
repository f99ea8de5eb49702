import ask from './ask.json' with { type: 'json' };
import button from './button.json' with { type: 'json' };
import danger from './danger.json' with { type: 'json' };
import gather from './gather.json' with { type: 'json' };
import human from './human.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import matters from './matters.json' with { type: 'json' };
import person from './person.json' with { type: 'json' };
import plain from './plain.json' with { type: 'json' };
import refusal from './refusal.json' with { type: 'json' };
import talk from './talk.json' with { type: 'json' };
import ticket from './ticket.json' with { type: 'json' };

export default {
  ...ask,
  ...button,
  ...danger,
  ...gather,
  ...human,
  ...mail,
  ...matters,
  ...refusal,
  ...plain,
  ...person,
  ...talk,
  ...ticket,
};
