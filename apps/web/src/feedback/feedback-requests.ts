import type { Api } from '../graphql/api.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import {
  type FeedbackFieldsFragment,
  GiveFeedbackDocument,
  type GiveFeedbackInput,
} from '../refine/generated/graphql.ts'

/** What somebody thinks of an answer. */
export type FeedbackRow = FeedbackFieldsFragment

/** Rates an answer; without a rating it takes back what was said before. */
export const giveFeedback = (api: Api, input: GiveFeedbackInput) =>
  outcomeOf(api.request(GiveFeedbackDocument, { input }).then((data) => data.giveFeedback))
