// Made from the routes of the hub by `npx tsx scripts/clients/main.ts`; do not edit.

import { matches, type Hub, type Shape } from './hub.js';

export type AppContinueLink = {
  /** What the link carries */
  token: string;
};

export type AppDevicePatch = {
  /** null: no notices any more */
  pushToken: string | null;
};

export type AppFile = {
  id: string;
  name: string;
  mime: string;
  size: number;
};

export type AppHistory = {
  messages: AppMessage[];
  /** There may be newer ones: ask again after the last seq */
  more: boolean;
};

export type AppItemProblem = {
  /** Stable; programs decide by it */
  code: string;
  /** For the citizen, in the language of Accept-Language */
  message: string;
  /** How to mend it */
  hint: string;
  fields?: {
    path: string;
    message: string;
  }[];
};

export type AppLocation = {
  lat: number;
  lng: number;
  datum: 'wgs84' | 'gcj02' | 'bd09';
  label?: string;
};

export type AppMessage = {
  /** Place in the conversation; ask for what comes after it */
  seq: number;
  id: string;
  /** Of messages from this device: the id it sent it under */
  clientMessageId?: string;
  from: 'you' | 'bot' | 'staff';
  text: string;
  category?: string;
  location?: AppLocation;
  buttons: {
    label: string;
    value: string;
  }[];
  attachments: AppFile[];
  at: string;
  status: 'received' | 'sent' | 'delivered' | 'read';
};

export type AppMessageResult =
  | {
      type: 'accepted';
      clientMessageId: string;
      messageId: string;
    }
  | {
      type: 'duplicate';
      clientMessageId: string;
      messageId: string;
    }
  | {
      type: 'conflict';
      clientMessageId: string;
      messageId: string;
      problem: AppItemProblem;
    }
  | {
      type: 'refused';
      clientMessageId: string;
      problem: AppItemProblem;
      /** Send it again then; without this, not as it is */
      retryAfterSeconds?: number;
    };

export type AppMessageResults = {
  results: AppMessageResult[];
};

export type AppNewDevice = {
  /** Made on the device at the first start and kept, such as a UUID */
  deviceId: string;
  /** Random, made on the device and kept in its key store; proves that it is the device */
  deviceKey: string;
  platform: 'android' | 'ios' | 'harmony';
  appVersion: string;
  /** Of the push service; may come later */
  pushToken?: string;
};

export type AppNewMessage = {
  /** Made on the device; under it the message is stored once */
  clientMessageId: string;
  /** At most 10000 characters */
  text?: string;
  /** Value of the button that was pressed; "text" is then its label, as the citizen read it */
  button?: string;
  /** Upload ids of this device, at most 9 */
  attachments?: string[];
  /** Where the matter is, with the datum of the map */
  location?: AppLocation;
  /** What the citizen picked in the app, in words: a hint for triage */
  category?: string;
  /** When it was written, by the clock of the device; days ago is fine */
  sentAt?: string;
};

export type AppNewMessages = {
  messages: AppNewMessage[];
};

export type AppReceipts = {
  receipts: {
    messageId: string;
    status: 'delivered' | 'read';
    at?: string;
  }[];
};

export type AppReceiptsTaken = {
  /** Ids that are no messages to this device */
  unknown: string[];
};

export type AppRegistered = {
  /** For "Authorization: Bearer"; the same each time until signed out */
  secret: string;
  /** The device was registered before; its conversation goes on */
  known: boolean;
};

export type AppUpload = {
  uploadId: string;
  name: string;
  mime: string;
  size: number;
};

/** What the client checks of an answer; members it does not know are no mistake. */

const shapes: Record<string, Shape> = {
  AppRegistered: {
    type: 'object',
    required: ['secret', 'known'],
    members: { secret: { type: 'string' }, known: { type: 'boolean' } },
  },
  AppMessageResults: {
    type: 'object',
    required: ['results'],
    members: { results: { type: 'array', items: { ref: 'AppMessageResult' } } },
  },
  AppMessageResult: {
    one: [
      {
        type: 'object',
        required: ['type', 'clientMessageId', 'messageId'],
        members: {
          type: { any: ['accepted'] },
          clientMessageId: { type: 'string' },
          messageId: { type: 'string' },
        },
      },
      {
        type: 'object',
        required: ['type', 'clientMessageId', 'messageId'],
        members: {
          type: { any: ['duplicate'] },
          clientMessageId: { type: 'string' },
          messageId: { type: 'string' },
        },
      },
      {
        type: 'object',
        required: ['type', 'clientMessageId', 'messageId', 'problem'],
        members: {
          type: { any: ['conflict'] },
          clientMessageId: { type: 'string' },
          messageId: { type: 'string' },
          problem: { ref: 'AppItemProblem' },
        },
      },
      {
        type: 'object',
        required: ['type', 'clientMessageId', 'problem'],
        members: {
          type: { any: ['refused'] },
          clientMessageId: { type: 'string' },
          problem: { ref: 'AppItemProblem' },
          retryAfterSeconds: { type: 'integer' },
        },
      },
    ],
  },
  AppItemProblem: {
    type: 'object',
    required: ['code', 'message', 'hint'],
    members: {
      code: { type: 'string' },
      message: { type: 'string' },
      hint: { type: 'string' },
      fields: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'message'],
          members: { path: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  },
  AppHistory: {
    type: 'object',
    required: ['messages', 'more'],
    members: { messages: { type: 'array', items: { ref: 'AppMessage' } }, more: { type: 'boolean' } },
  },
  AppMessage: {
    type: 'object',
    required: ['seq', 'id', 'from', 'text', 'buttons', 'attachments', 'at', 'status'],
    members: {
      seq: { type: 'integer' },
      id: { type: 'string' },
      clientMessageId: { type: 'string' },
      from: { any: ['you', 'bot', 'staff'] },
      text: { type: 'string' },
      category: { type: 'string' },
      location: { ref: 'AppLocation' },
      buttons: {
        type: 'array',
        items: {
          type: 'object',
          required: ['label', 'value'],
          members: { label: { type: 'string' }, value: { type: 'string' } },
        },
      },
      attachments: { type: 'array', items: { ref: 'AppFile' } },
      at: { type: 'string' },
      status: { any: ['received', 'sent', 'delivered', 'read'] },
    },
  },
  AppLocation: {
    type: 'object',
    required: ['lat', 'lng', 'datum'],
    members: {
      lat: { type: 'number' },
      lng: { type: 'number' },
      datum: { any: ['wgs84', 'gcj02', 'bd09'] },
      label: { type: 'string' },
    },
  },
  AppFile: {
    type: 'object',
    required: ['id', 'name', 'mime', 'size'],
    members: {
      id: { type: 'string' },
      name: { type: 'string' },
      mime: { type: 'string' },
      size: { type: 'integer' },
    },
  },
  AppReceiptsTaken: {
    type: 'object',
    required: ['unknown'],
    members: { unknown: { type: 'array', items: { type: 'string' } } },
  },
  AppUpload: {
    type: 'object',
    required: ['uploadId', 'name', 'mime', 'size'],
    members: {
      uploadId: { type: 'string' },
      name: { type: 'string' },
      mime: { type: 'string' },
      size: { type: 'integer' },
    },
  },
};

export class AppApi {
  constructor(private readonly hub: Hub) {}

  /** Register the device. At every start is fine: who knows the key gets the same secret, and the conversation goes on. */
  registerDevice(body: AppNewDevice, signal?: AbortSignal): Promise<AppRegistered> {
    return this.hub.json(
      { method: 'POST', path: `/api/app/devices`, body, signal },
      (value): value is AppRegistered => matches(shapes, 'AppRegistered', value),
    );
  }

  /** Change the push token of this device */
  changeDevice(body: AppDevicePatch, signal?: AbortSignal): Promise<void> {
    return this.hub.nothing({ method: 'PATCH', path: `/api/app/devices/current`, body, signal });
  }

  /** Sign out: the secret is worthless from now on, and no notices come */
  signOutDevice(signal?: AbortSignal): Promise<void> {
    return this.hub.nothing({ method: 'DELETE', path: `/api/app/devices/current`, signal });
  }

  /** Go on here with what was begun on another channel. For a link of ours that was opened in the app. Safe to repeat. */
  continueHere(body: AppContinueLink, signal?: AbortSignal): Promise<void> {
    return this.hub.nothing({ method: 'POST', path: `/api/app/continue`, body, signal });
  }

  /** Send messages, oldest first. Answered when they are stored, each with its own result: one that is refused holds up no other. Send again under the same ids when no answer came; each is stored once. */
  sendMessages(body: AppNewMessages, signal?: AbortSignal): Promise<AppMessageResults> {
    return this.hub.json(
      { method: 'POST', path: `/api/app/messages`, body, signal },
      (value): value is AppMessageResults => matches(shapes, 'AppMessageResults', value),
    );
  }

  /** Read the conversation, oldest first, or wait for news. "after" is the last seq the device has. With "wait", an empty answer is held back for so many seconds until there is something; a newer call of the device ends the wait. */
  readMessages(
    query: { after?: number; limit?: number; wait?: number } = {},
    signal?: AbortSignal,
  ): Promise<AppHistory> {
    return this.hub.json(
      { method: 'GET', path: `/api/app/messages`, query, signal },
      (value): value is AppHistory => matches(shapes, 'AppHistory', value),
    );
  }

  /** Say which answers arrived and which were read. In any order and as often as needed: a status only moves forward. */
  sendReceipts(body: AppReceipts, signal?: AbortSignal): Promise<AppReceiptsTaken> {
    return this.hub.json(
      { method: 'POST', path: `/api/app/receipts`, body, signal },
      (value): value is AppReceiptsTaken => matches(shapes, 'AppReceiptsTaken', value),
    );
  }

  /** Upload a file under an id of the device’s own. The bytes of the file are the body. When no answer came, send it again under the same id: it is kept once. The type is sniffed, pictures are encoded anew without the place in them. */
  putUpload(
    uploadId: string,
    body: Uint8Array,
    query: { name?: string } = {},
    signal?: AbortSignal,
  ): Promise<AppUpload> {
    return this.hub.json(
      { method: 'PUT', path: `/api/app/uploads/${encodeURIComponent(uploadId)}`, body, query, signal },
      (value): value is AppUpload => matches(shapes, 'AppUpload', value),
    );
  }

  /** Whether an upload arrived, for a device that got no answer */
  findUpload(uploadId: string, signal?: AbortSignal): Promise<AppUpload> {
    return this.hub.json(
      { method: 'GET', path: `/api/app/uploads/${encodeURIComponent(uploadId)}`, signal },
      (value): value is AppUpload => matches(shapes, 'AppUpload', value),
    );
  }

  /** Fetch a file of the own conversation */
  getFile(id: string, signal?: AbortSignal): Promise<Uint8Array> {
    return this.hub.bytes({ method: 'GET', path: `/api/app/files/${encodeURIComponent(id)}`, signal });
  }
}
