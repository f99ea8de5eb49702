import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { loadCity } from '../../config/load-city.js';
import { loadSettings } from '../../config/load-settings.js';
import { createUnderstand } from '../../core/language/understand.js';
import { playTranscript, type TranscriptReport } from '../../play/play-transcript.js';
import { Transcript } from '../../play/transcript.js';
import { createRenderer } from '../../templates/render.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { reportLines } from '../transcript-lines.js';

/** `hub transcript play`: conversations as files, held against the engine without a running hub. */
export function transcriptCommand(program: Command, { io, print }: Context): void {
  program
    .command('transcript')
    .description('conversations as files (docs/transcripts.md)')
    .command('play <file...>')
    .description('play each against the bot and tell which demands it met; exit 1 when one was not')
    .option('--dir <folder>', 'the config folder (NODE_CONFIG_DIR, else ./config)')
    .action((files: string[], options: { dir?: string }) => {
      const settings = loadSettings({ configDir: options.dir, env: io.env });
      const city = loadCity(settings.cityDir);
      const { serviceName, serviceNameEn, timezone } = city.profile;
      const { publicBaseUrl } = settings;
      const service = { 'zh-CN': serviceName, en: serviceNameEn };
      const renderer = createRenderer({ service, timezone, publicBaseUrl });
      const parts = { city, understand: createUnderstand(city), renderer };
      // All files are read before the first is played: a slip in the last one is told at once.
      const transcripts = files.map((file) => ({ file, transcript: readTranscript(file) }));
      const reports = transcripts.map(({ file, transcript }) => ({
        file,
        ...playTranscript(transcript, parts),
      }));
      const failed = reports.filter(({ passed }) => !passed).length;
      print({ passed: failed === 0, transcripts: reports.map(forPrograms) }, () => [
        ...reports.flatMap(reportLines),
        `${reports.length - failed} of ${reports.length} transcripts passed.`,
      ]);
      if (failed > 0) throw new CliError(EXIT.failed, `${failed} transcript(s) failed.`);
    });
}

function readTranscript(file: string): Transcript {
  const result = Transcript.safeParse(readYaml(file));
  if (result.success) return result.data;
  throw new CliError(EXIT.refused, `${file} is no transcript:\n${z.prettifyError(result.error)}`);
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof YAMLParseError) throw new CliError(EXIT.refused, `${file}: ${error.message}`);
    const system = SystemError.safeParse(error);
    if (!system.success) throw error;
    throw new CliError(EXIT.refused, `${file} cannot be read (${system.data.code}).`);
  }
}

const SystemError = z.object({ code: z.string() });

/** What a ticket would hold is in the demands already; the whole request would drown the report. */
function forPrograms({ file, title, passed, steps, demands }: TranscriptReport & { file: string }) {
  return { file, title, passed, steps, demands };
}
