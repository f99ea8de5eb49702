import { preload } from '../../shared/resource';
import { PublicationPage } from '../publications';

export const prepare = (id = ''): Promise<void> => preload(`/api/public/notices/${id}`);

export default function Notice({ id = '' }: { id?: string }) {
  return <PublicationPage kind="notice" id={id} />;
}
