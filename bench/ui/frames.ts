import type { Page } from '@playwright/test';

/** How smoothly a page drew for a while. */
export interface FrameStats {
  seconds: number;
  fps: number;
  p95Ms: number;
  longestTaskMs: number;
  tasksOver50Ms: number;
  /** Of each of them, seconds from the beginning. */
  longTasksAtSeconds: number[];
}

interface Recorder {
  startedAt: number;
  frames: number[];
  tasks: { atMs: number; ms: number }[];
  running: boolean;
}
type WithRecorder = { benchFrames?: Recorder };

/** Begins to record every frame and every task over 50 ms (the browser reports no shorter ones). */
export async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recorder: Recorder = { startedAt: performance.now(), frames: [], tasks: [], running: true };
    (globalThis as WithRecorder).benchFrames = recorder;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        recorder.tasks.push({ atMs: entry.startTime, ms: entry.duration });
    }).observe({ type: 'longtask' });
    const next = (at: number): void => {
      recorder.frames.push(at);
      if (recorder.running) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

export async function stopFrames(page: Page): Promise<FrameStats> {
  return await page.evaluate(() => {
    const recorder = (globalThis as WithRecorder).benchFrames;
    if (recorder === undefined) throw new Error('no frames were recorded');
    recorder.running = false;
    const seconds = (performance.now() - recorder.startedAt) / 1000;
    const gaps = recorder.frames.slice(1).map((at, index) => at - (recorder.frames[index] ?? at));
    gaps.sort((a, b) => a - b);
    return {
      seconds,
      fps: recorder.frames.length / seconds,
      p95Ms: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
      longestTaskMs: Math.max(0, ...recorder.tasks.map(({ ms }) => ms)),
      tasksOver50Ms: recorder.tasks.length,
      longTasksAtSeconds: recorder.tasks.map(({ atMs }) => Math.round((atMs - recorder.startedAt) / 1000)),
    };
  });
}
