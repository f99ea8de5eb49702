import { preload } from '../../shared/resource';
import { listPath, PublicationList } from '../publications';

export const prepare = (): Promise<void> => preload(listPath('notice'));

export default function Notices() {
  return <PublicationList kind="notice" />;
}
