/** The worker: everything that takes time happens here, and nothing in it knows the network. */
import { expose } from 'comlink';
import { Engine } from './engine.ts';

expose(new Engine());
