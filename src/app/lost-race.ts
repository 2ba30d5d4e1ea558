/** Another transaction was first. The store runs the whole work again from the start. */
export class LostRace extends Error {
  constructor(what: string) {
    super(`lost the race for the ${what}`);
    this.name = 'LostRace';
  }
}
