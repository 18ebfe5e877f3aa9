/** Why the bytes of a tile cannot be decoded. Who decodes the image adds the place and the number of the tile. */
export class TileDamage extends Error {}
