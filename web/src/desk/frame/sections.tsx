import {
  AlertOutlined,
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  CheckSquareOutlined,
  ControlOutlined,
  EyeOutlined,
  FileSearchOutlined,
  HomeOutlined,
  LockOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  NotificationOutlined,
  PhoneOutlined,
  SafetyOutlined,
  SendOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  UserOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ComponentType, ReactNode } from 'react';
import type { Action } from '../hub/types';
import type { FRAME_WORDS } from './words';

type FrameWord = keyof (typeof FRAME_WORDS)['zh'];

/** A page of the desk within a section; `id` is what its pattern caught. */
export type Page = ComponentType<{ id?: string }>;

/** One entry of the menu. Whoever may do none of `needs` neither sees nor opens it; without any, everybody does. */
export interface Section {
  /** First part of its address behind /desk; empty for the page one starts at. */
  path: string;
  name: FrameWord;
  group?: 'work' | 'oversee' | 'administration';
  icon: ReactNode;
  needs: readonly Action[];
  /** Key after `g` that goes there. */
  key?: string;
  /** Loaded when somebody goes there. Everything behind its path is the section's own to read. */
  load(): Promise<{ default: Page }>;
}

/** The desk's table of contents, in the order of the menu. */
export const SECTIONS: readonly Section[] = [
  {
    path: '',
    name: 'home',
    icon: <HomeOutlined />,
    needs: [],
    key: 'h',
    load: () => import('../home/Home'),
  },
  {
    path: 'inbox',
    name: 'inbox',
    icon: <MessageOutlined />,
    needs: ['conversation.read'],
    key: 'i',
    load: () => import('../inbox/Inbox'),
  },
  {
    path: 'tickets',
    name: 'tickets',
    icon: <FileSearchOutlined />,
    needs: ['ticket.read'],
    key: 't',
    load: () => import('../tickets/Tickets'),
  },
  {
    path: 'unit',
    name: 'unit',
    group: 'work',
    icon: <ApartmentOutlined />,
    needs: ['ticket.acknowledge'],
    key: 'u',
    load: () => import('../unit/UnitDesk'),
  },
  {
    path: 'dispatch',
    name: 'dispatch',
    group: 'work',
    icon: <SendOutlined />,
    needs: ['ticket.dispatch'],
    key: 'd',
    load: () => import('../dispatch/DispatchDesk'),
  },
  {
    path: 'review',
    name: 'review',
    group: 'work',
    icon: <CheckSquareOutlined />,
    needs: ['ticket.review'],
    key: 'r',
    load: () => import('../review/ReviewDesk'),
  },
  {
    path: 'call-back',
    name: 'callBack',
    group: 'work',
    icon: <PhoneOutlined />,
    needs: ['ticket.call-back'],
    key: 'c',
    load: () => import('../call-back/CallBackDesk'),
  },
  {
    path: 'emergency',
    name: 'emergency',
    group: 'work',
    icon: <AlertOutlined />,
    needs: ['conversation.read'],
    key: 'e',
    load: () => import('../emergency/Emergency'),
  },
  {
    path: 'phone',
    name: 'phone',
    group: 'work',
    icon: <PhoneOutlined />,
    needs: ['conversation.take'],
    key: 'p',
    load: () => import('../phone/Phone'),
  },
  {
    path: 'sealed',
    name: 'sealed',
    group: 'work',
    icon: <LockOutlined />,
    needs: ['sealed.list'],
    load: () => import('../sealed/SealedDesk'),
  },
  {
    path: 'macros',
    name: 'macros',
    group: 'work',
    icon: <ThunderboltOutlined />,
    needs: ['ticket.read'],
    load: () => import('../admin/macros/Macros'),
  },
  {
    path: 'supervision',
    name: 'supervision',
    group: 'oversee',
    icon: <EyeOutlined />,
    needs: ['ticket.supervise'],
    key: 'v',
    load: () => import('../supervision/SupervisionDesk'),
  },
  {
    path: 'failures',
    name: 'failures',
    group: 'oversee',
    icon: <WarningOutlined />,
    needs: ['quarantine.read', 'conversation.resend'],
    load: () => import('../admin/failures/Failures'),
  },
  {
    path: 'publications',
    name: 'publications',
    group: 'oversee',
    icon: <NotificationOutlined />,
    needs: ['publication.write'],
    key: 'b',
    load: () => import('../publications/Publications'),
  },
  {
    path: 'rules',
    name: 'rules',
    group: 'oversee',
    icon: <ControlOutlined />,
    needs: ['rule.manage'],
    load: () => import('../admin/rules/Rules'),
  },
  {
    path: 'channels',
    name: 'channels',
    group: 'administration',
    icon: <ApiOutlined />,
    needs: ['channel.read'],
    load: () => import('../admin/channels/Channels'),
  },
  {
    path: 'webhooks',
    name: 'webhooks',
    group: 'administration',
    icon: <NodeIndexOutlined />,
    needs: ['webhook.manage'],
    load: () => import('../admin/webhooks/Webhooks'),
  },
  {
    path: 'city',
    name: 'city',
    group: 'administration',
    icon: <BankOutlined />,
    needs: ['city.check'],
    load: () => import('../admin/city/CityPage'),
  },
  {
    path: 'templates',
    name: 'templates',
    group: 'administration',
    icon: <MessageOutlined />,
    needs: ['channel.manage'],
    load: () => import('../admin/templates/Templates'),
  },
  {
    path: 'accounts',
    name: 'accounts',
    group: 'administration',
    icon: <TeamOutlined />,
    needs: ['staff.manage'],
    load: () => import('../admin/accounts/Accounts'),
  },
  {
    path: 'retention',
    name: 'retention',
    group: 'administration',
    icon: <SafetyOutlined />,
    needs: ['retention.run', 'keys.manage', 'citizen.export', 'citizen.erase'],
    load: () => import('../admin/retention/Retention'),
  },
  {
    path: 'audit',
    name: 'audit',
    group: 'administration',
    icon: <AuditOutlined />,
    needs: ['audit.read'],
    load: () => import('../admin/audit/AuditLog'),
  },
  {
    path: 'me',
    name: 'me',
    icon: <UserOutlined />,
    needs: [],
    load: () => import('../me/Me'),
  },
];

/** The section of an address, and what follows its path. */
export function sectionOf(address: string): { section: Section; rest?: string } | undefined {
  const path = (address.split('?')[0] ?? '').replace(/^\/desk\/?/, '');
  const [first = '', ...more] = path.split('/');
  const section = SECTIONS.find((one) => one.path === first);
  const rest = more.join('/');
  return section && { section, rest: rest === '' ? undefined : decodeURIComponent(rest) };
}

export const addressOf = ({ path }: Pick<Section, 'path'>): string =>
  path === '' ? '/desk' : `/desk/${path}`;
