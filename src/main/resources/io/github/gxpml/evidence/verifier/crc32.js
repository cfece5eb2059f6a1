// SPDX-License-Identifier: MIT
// The checksum of a zip: no protection, but both descriptions of a file must name it.

const CRC_TABLE = Uint32Array.from({length: 256}, (unused, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return crc;
});

export class Crc32 {
  constructor() {
    this.register = 0xffffffff;
  }

  update(bytes) {
    let crc = this.register;
    for (let i = 0; i < bytes.length; i++) {
      crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[i]) & 0xff];
    }
    this.register = crc;
  }

  value() {
    return (this.register ^ 0xffffffff) >>> 0;
  }
}
