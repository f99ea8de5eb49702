import { ConfigProvider, Typography } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';

/**
 * The desk's frame: language, theme and the nonce without which its styles are refused. The pages come into
 * it; until then it says where the work is done.
 */
export function Desk({ nonce }: { nonce?: string }) {
  const { lang, dataset } = document.documentElement;
  const english = lang === 'en';
  return (
    <ConfigProvider
      locale={english ? enUS : zhCN}
      csp={{ nonce }}
      // Without this antd writes "查 询", which nobody can search for.
      button={{ autoInsertSpace: false }}
      theme={{
        token: { colorPrimary: dataset['theme'] === 'red' ? '#a61b1b' : '#0b57a4', borderRadius: 8 },
      }}
    >
      <main>
        <Typography.Title>{english ? 'Desk' : '工作台'}</Typography.Title>
        <Typography.Paragraph>
          {english
            ? 'The desk is worked from the command line for now: npx hub login.'
            : '目前请用命令行办理：npx hub login。'}
        </Typography.Paragraph>
      </main>
    </ConfigProvider>
  );
}
