/** The worker: everything that takes time happens here, and nothing in it knows the network. One code, two roles. */
import { expose } from 'comlink';
import { Desk } from './desk.ts';
import { Engine } from './engine.ts';

expose(self.name === 'desk' ? new Desk() : new Engine());
