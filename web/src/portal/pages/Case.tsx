import { preload } from '../../shared/resource';
import { PublicationPage } from '../publications';

export const prepare = (id = ''): Promise<void> => preload(`/api/public/cases/${id}`);

export default function Case({ id = '' }: { id?: string }) {
  return <PublicationPage kind="case" id={id} />;
}
