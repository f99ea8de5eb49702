import { theme, type ThemeConfig } from 'antd';
import type { Appearance } from '../shared/appearance';

const FONT =
  "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Zen Hei', sans-serif";

/**
 * antd in the city's colours: the values of style/tokens.css, so that desk and portal are of one house. Text
 * colours keep 4.5 to 1 on their grounds, which antd's own defaults for hints and disabled text do not.
 */
export function deskTheme(city: 'blue' | 'red', { dark, large }: Appearance): ThemeConfig {
  const red = city === 'red';
  const primary = dark ? (red ? '#e0756a' : '#5a9fe6') : red ? '#a61b1b' : '#0b57a4';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: primary,
      colorLink: dark ? (red ? '#f19a8f' : '#7db6f2') : primary,
      colorTextDescription: dark ? '#aebac7' : '#4a5768',
      colorTextSecondary: dark ? '#c3ccd6' : '#414d5c',
      colorTextTertiary: dark ? '#aebac7' : '#515e6e',
      colorTextQuaternary: dark ? '#98a5b3' : '#5f6b7a',
      colorTextPlaceholder: dark ? '#98a5b3' : '#667280',
      colorTextDisabled: dark ? '#98a5b3' : '#667280',
      colorError: dark ? '#ff7a70' : '#b3261e',
      fontFamily: FONT,
      fontSize: large ? 18 : 14,
      borderRadius: 8,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Table: { cellPaddingBlockSM: 6 },
      // White on the light blue and red of the dark theme could not be read.
      Button: dark ? { primaryColor: '#07182b', dangerColor: '#2b0806' } : {},
    },
  };
}
