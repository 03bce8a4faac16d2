import { crowd } from "./crowd.ts";
import { doorway } from "./doorway.ts";
import { dusk } from "./dusk.ts";
import { empty } from "./empty.ts";
import { entrance } from "./entrance.ts";
import { queue } from "./queue.ts";
import type { Scene } from "./scene.ts";
import { showroom } from "./showroom.ts";
import { staff } from "./staff.ts";

/** Every scene that can be rendered. */
export const PROGRAMME: readonly Scene[] = [entrance, empty, doorway, queue, crowd, showroom, dusk, staff];
