import { z } from 'zod';

export const RegionsView = z.object({
  city: z.string(),
  counties: z.array(
    z
      .object({
        code: z.string(),
        name: z.string(),
        towns: z.array(z.object({ code: z.string(), name: z.string() })),
      })
      .meta({ id: 'County' }),
  ),
  map: z.object({
    boundaries: z
      .string()
      .optional()
      .meta({ description: 'GeoJSON of the counties; absent when this city has none' }),
    tiles: z
      .object({ url: z.string(), attribution: z.string(), datum: z.enum(['wgs84', 'gcj02']) })
      .optional(),
  }),
});
export type RegionsView = z.infer<typeof RegionsView>;
