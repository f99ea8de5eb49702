import { preload } from '../../shared/resource';
import { listPath, PublicationList } from '../publications';

export const prepare = (): Promise<void> => preload(listPath('case'));

export default function Cases() {
  return <PublicationList kind="case" />;
}
