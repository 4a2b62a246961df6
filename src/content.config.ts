import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const taskTexts = z.object({
  title: z.string().describe('What to do, in one line'),
  hints: z.array(z.string()).default([]).describe('From a nudge to nearly the answer'),
  why: z.record(z.string(), z.string()).default({}).describe('Sentences for codes of the check'),
  wrong: z.record(z.string(), z.string()).default({}).describe('Feedback for known wrong turns'),
  credits: z.record(z.string(), z.string()).default({}).describe('What points are given for'),
});

const predictionTexts = z.object({
  question: z.string(),
  choices: z.record(z.string(), z.string()).default({}).describe('Choices, or items to order'),
  needs: z.string().default('').describe('What must be there before it can be played out'),
  because: z.string().describe('Why it comes out as it does'),
});

const questionTexts = z.object({
  question: z.string(),
  choices: z.record(z.string(), z.object({ text: z.string(), because: z.string() })),
});

const lessons = defineCollection({
  loader: glob({
    base: './lessons',
    pattern: '*/*/{en,zh-cn}.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.object({
    title: z.string(),
    summary: z.string().describe('One or two sentences for the course home'),
    minutes: z.number().int().positive().describe('How long an average learner takes'),
    tasks: z.record(z.string(), taskTexts).default({}).describe('By the ids of lesson.ts'),
    predictions: z.record(z.string(), predictionTexts).default({}),
    questions: z.record(z.string(), questionTexts).default({}),
  }),
});

const courseTexts = z.object({ title: z.string(), summary: z.string() });

const courses = defineCollection({
  loader: glob({
    base: './lessons',
    pattern: '*/course.yaml',
    generateId: ({ entry }) => entry.replace(/\/course\.yaml$/, ''),
  }),
  schema: z.object({
    order: z.number().int().describe('Its place among the courses'),
    en: courseTexts,
    'zh-cn': courseTexts,
  }),
});

export const collections = { lessons, courses };
