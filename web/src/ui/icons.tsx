import type { ReactNode } from 'react';

/** Line drawings, always beside words that say the same. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const ReportIcon = () => (
  <Icon>
    <path d="M4 6.500A2.500 2.500 0 0 1 6.500 4h11A2.500 2.500 0 0 1 20 6.500v7a2.500 2.500 0 0 1-2.500 2.500H12l-5 4v-4h-.5A2.500 2.500 0 0 1 4 13.500z" />
    <path d="M8 8.500h8M8 11.500h5" />
  </Icon>
);
export const ProgressIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.500" />
    <path d="M12 7v5l3.500 2" />
  </Icon>
);
export const PhoneIcon = () => (
  <Icon>
    <path d="M6.500 4h3l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500v3a2 2 0 0 1-2.200 2A16.500 16.500 0 0 1 4.500 6.200 2 2 0 0 1 6.500 4z" />
  </Icon>
);
export const PublishedIcon = () => (
  <Icon>
    <path d="M6 4h9l4 4v12H6z" />
    <path d="M14.500 4v4.500H19M9 12.500h6M9 16h6" />
  </Icon>
);
export const CameraIcon = () => (
  <Icon>
    <path d="M4 8.500A1.500 1.500 0 0 1 5.500 7H8l1.500-2.500h5L16 7h2.500A1.500 1.500 0 0 1 20 8.500v9a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 17.500z" />
    <circle cx="12" cy="12.800" r="3.500" />
  </Icon>
);
export const FormIcon = () => (
  <Icon>
    <rect x="5" y="4" width="14" height="16" rx="2" />
    <path d="M8.500 8.500h7M8.500 12h7M8.500 15.500h4" />
  </Icon>
);
export const PlaceIcon = () => (
  <Icon>
    <path d="M12 21s6.500-5.700 6.500-11A6.500 6.500 0 0 0 5.500 10c0 5.300 6.500 11 6.500 11z" />
    <circle cx="12" cy="10" r="2.500" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="10.500" cy="10.500" r="6" />
    <path d="m15 15 5 5" />
  </Icon>
);
export const ArrowIcon = () => (
  <Icon>
    <path d="M5 12h14M13 6l6 6-6 6" />
  </Icon>
);
