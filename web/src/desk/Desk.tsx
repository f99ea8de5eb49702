import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useSyncExternalStore } from 'react';
import { useAppearance } from '../shared/appearance';
import { currentLanguage, onLanguage } from '../shared/language';
import { Frame } from './frame/Frame';
import { queries } from './hub/queries';
import { Gate } from './session/Gate';
import { deskTheme } from './theme';
import { BugBoundary } from './ui/BugBoundary';

/** The desk: language, colours, and the nonce without which its styles are refused; then who is here, and the work. */
export function Desk({ nonce }: { nonce?: string }) {
  const language = useSyncExternalStore(onLanguage, currentLanguage);
  const appearance = useAppearance();
  const city = document.documentElement.dataset['theme'] === 'red' ? 'red' : 'blue';
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      csp={{ nonce }}
      // Without this antd writes "查 询", which nobody can search for.
      button={{ autoInsertSpace: false }}
      theme={deskTheme(city, appearance)}
    >
      <App className="app">
        <QueryClientProvider client={queries}>
          <BugBoundary>
            <Gate>
              <Frame />
            </Gate>
          </BugBoundary>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
