import { z } from 'zod';
import { Button } from '../../core/model/message.js';
import { Point } from '../../core/model/place.js';
import { ItemProblem } from './problem.js';

/** Bounds of one call and one message; the texts of the refusals name them. */
export const MAX_TEXT_CHARACTERS = 10_000;
export const MAX_ATTACHMENTS = 9;
export const MAX_BATCH = 20;

const clientId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, "-" and "_", at most 64');

export const Platform = z.enum(['android', 'ios', 'harmony']);
export type Platform = z.infer<typeof Platform>;

const pushToken = z.string().min(1).max(4096);

export const NewDevice = z
  .object({
    deviceId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{16,64}$/, '16 to 64 letters, digits, "-" and "_"')
      .meta({ description: 'Made on the device at the first start and kept, such as a UUID' }),
    deviceKey: z
      .string()
      .regex(/^[A-Za-z0-9_-]{32,128}$/, '32 to 128 letters, digits, "-" and "_"')
      .meta({
        description: 'Random, made on the device and kept in its key store; proves that it is the device',
      }),
    platform: Platform,
    appVersion: z.string().min(1).max(40),
    pushToken: pushToken.optional().meta({ description: 'Of the push service; may come later' }),
  })
  .meta({
    id: 'AppNewDevice',
    examples: [
      {
        deviceId: '7d1f7d0c-7b0f-4e63-9a43-9d1c3c2b6f10',
        deviceKey: 'qm0hSx3cU1lW8nVb2KpR7tYdZ5eA9fGj',
        platform: 'android',
        appVersion: '3.2.1',
        pushToken: '1a0018970a8d5e1c2f3',
      },
    ],
  });
export type NewDevice = z.infer<typeof NewDevice>;

export const Registered = z
  .object({
    secret: z
      .string()
      .meta({ description: 'For "Authorization: Bearer"; the same each time until signed out' }),
    known: z.boolean().meta({ description: 'The device was registered before; its conversation goes on' }),
  })
  .meta({ id: 'AppRegistered' });

export const DevicePatch = z
  .object({
    pushToken: pushToken.nullable().meta({ description: 'null: no notices any more' }),
  })
  .meta({ id: 'AppDevicePatch', examples: [{ pushToken: '1a0018970a8d5e1c2f3' }] });

export const ContinueLink = z
  .object({ token: z.string().min(1).max(200).meta({ description: 'What the link carries' }) })
  .meta({ id: 'AppContinueLink' });

export const Location = Point.extend({ label: z.string().max(200).optional() }).meta({ id: 'AppLocation' });

export const NewMessage = z
  .object({
    clientMessageId: clientId.meta({
      description: 'Made on the device; under it the message is stored once',
    }),
    /** Bounded in the handler, so that one item too long does not refuse its batch. */
    text: z
      .string()
      .default('')
      .meta({ description: `At most ${MAX_TEXT_CHARACTERS} characters` }),
    button: z.string().min(1).max(100).optional().meta({
      description: 'Value of the button that was pressed; "text" is then its label, as the citizen read it',
    }),
    attachments: z
      .array(z.string().max(64))
      .max(100)
      .default([])
      .meta({ description: `Upload ids of this device, at most ${MAX_ATTACHMENTS}` }),
    location: Location.optional().meta({ description: 'Where the matter is, with the datum of the map' }),
    category: z
      .string()
      .max(50)
      .optional()
      .meta({ description: 'What the citizen picked in the app, in words: a hint for triage' }),
    sentAt: z.iso.datetime({ offset: true }).optional().meta({
      description: 'When it was written, by the clock of the device; days ago is fine',
    }),
  })
  .meta({ id: 'AppNewMessage' });
export type NewMessage = z.infer<typeof NewMessage>;

export const NewMessages = z.object({ messages: z.array(NewMessage).min(1).max(MAX_BATCH) }).meta({
  id: 'AppNewMessages',
  examples: [
    {
      messages: [
        {
          clientMessageId: 'c3f1a2',
          text: '解放南路58号门口井盖破了，差点摔倒',
          attachments: ['photo-near', 'photo-wide'],
          location: { lat: 33.3776, lng: 120.1573, datum: 'gcj02', label: '解放南路58号' },
          category: '井盖破损',
          sentAt: '2026-11-23T08:12:00+08:00',
        },
      ],
    },
  ],
});

const taken = { clientMessageId: z.string(), messageId: z.string() };

export const MessageResult = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('accepted'), ...taken }),
    z
      .object({ type: z.literal('duplicate'), ...taken })
      .meta({ description: 'Here before; nothing was done twice' }),
    z
      .object({ type: z.literal('conflict'), ...taken, problem: ItemProblem })
      .meta({ description: 'Other content under a known id; both are kept, staff see both' }),
    z
      .object({
        type: z.literal('refused'),
        clientMessageId: z.string(),
        problem: ItemProblem,
        retryAfterSeconds: z
          .number()
          .int()
          .optional()
          .meta({ description: 'Send it again then; without this, not as it is' }),
      })
      .meta({ description: 'Not stored' }),
  ])
  .meta({ id: 'AppMessageResult' });
export type MessageResult = z.infer<typeof MessageResult>;

export const MessageResults = z.object({ results: z.array(MessageResult) }).meta({
  id: 'AppMessageResults',
  examples: [{ results: [{ type: 'accepted', clientMessageId: 'c3f1a2', messageId: '01JD5Z2E8RB7W0Q4' }] }],
});

export const UploadId = clientId;

export const Upload = z
  .object({ uploadId: z.string(), name: z.string(), mime: z.string(), size: z.number().int() })
  .meta({
    id: 'AppUpload',
    examples: [{ uploadId: 'photo-near', name: '井盖.jpg', mime: 'image/jpeg', size: 482113 }],
  });
export type Upload = z.infer<typeof Upload>;

export const DeviceFile = z
  .object({ id: z.string(), name: z.string(), mime: z.string(), size: z.number().int() })
  .meta({ id: 'AppFile' });
export type DeviceFile = z.infer<typeof DeviceFile>;

/** A message as its citizen sees it. */
export const DeviceMessage = z
  .object({
    seq: z.number().int().meta({ description: 'Place in the conversation; ask for what comes after it' }),
    id: z.string(),
    clientMessageId: z
      .string()
      .optional()
      .meta({ description: 'Of messages from this device: the id it sent it under' }),
    from: z.enum(['you', 'bot', 'staff']),
    text: z.string(),
    category: z.string().optional(),
    location: Location.optional(),
    buttons: z.array(Button),
    attachments: z.array(DeviceFile),
    at: z.iso.datetime(),
    status: z.enum(['received', 'sent', 'delivered', 'read']),
  })
  .meta({ id: 'AppMessage' });
export type DeviceMessage = z.infer<typeof DeviceMessage>;

export const History = z
  .object({
    messages: z.array(DeviceMessage),
    more: z.boolean().meta({ description: 'There may be newer ones: ask again after the last seq' }),
  })
  .meta({ id: 'AppHistory' });

export const Receipts = z
  .object({
    receipts: z
      .array(
        z.object({
          messageId: z.string().min(1).max(200),
          status: z.enum(['delivered', 'read']),
          at: z.iso.datetime({ offset: true }).optional(),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({
    id: 'AppReceipts',
    examples: [
      { receipts: [{ messageId: 'm.01JD5Z2E8R', status: 'read', at: '2026-11-23T08:20:00+08:00' }] },
    ],
  });

export const ReceiptsTaken = z
  .object({ unknown: z.array(z.string()).meta({ description: 'Ids that are no messages to this device' }) })
  .meta({ id: 'AppReceiptsTaken' });
