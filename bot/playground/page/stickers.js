// Three stickers, drawn on the spot: a bot has to cope with being sent one.

const SIDE = 320;

export const STICKERS = [["Setuju", "#0f766e", [0.2, 0.8]], ["Terima kasih", "#b45309", [0.1, 0.9]], ["Kurang paham", "#475569", [1.2, 1.8]]];

export async function drawn([name, colour, mouth]) {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  const middle = SIDE / 2;
  const disc = (x, y, radius, fill) => {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
  };
  disc(middle, middle, middle - 6, "#ffffff");
  disc(middle, middle, middle - 18, colour);
  disc(115, 130, 15, "#ffffff");
  disc(205, 130, 15, "#ffffff");
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = 14;
  pen.lineCap = "round";
  pen.beginPath();
  pen.arc(middle, mouth[0] > 1 ? 250 : 160, 65, mouth[0] * Math.PI, mouth[1] * Math.PI);
  pen.stroke();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/webp", 0.9));
  const suffix = blob.type === "image/webp" ? "webp" : "png";
  return new File([blob], `${name.toLowerCase().replace(/\s+/g, "-")}.${suffix}`, { type: blob.type });
}
