import ask from './ask.json' with { type: 'json' };
import button from './button.json' with { type: 'json' };
import danger from './danger.json' with { type: 'json' };
import gather from './gather.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import talk from './talk.json' with { type: 'json' };
import ticket from './ticket.json' with { type: 'json' };

export default { ...ask, ...button, ...danger, ...gather, ...mail, ...talk, ...ticket };
