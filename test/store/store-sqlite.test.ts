import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { tempDatabase } from '../support/temp-database.ts';
import { fakeClock } from './samples.ts';
import { describeStore } from './store-contract.ts';

describeStore('the store on SQLite', async () => {
  const temp = tempDatabase();
  const database = await openDatabase(temp.url);
  const clock = fakeClock();
  const problems: { key: string; problem: string }[] = [];
  return {
    store: createStore(database, { clock, onProblem: (problem) => problems.push(problem) }),
    second: (fileSettings) => createStore(database, { clock, ...(fileSettings ? { fileSettings } : {}) }),
    problems,
    close: async () => {
      await database.close();
      temp.remove();
    },
  };
});
