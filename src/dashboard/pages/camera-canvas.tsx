import { Box } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useFormat, useWords } from "#dashboard/words/language.tsx";
import { CORNERS_MIN, type Drawing, inArrow, type Shape, type Spot, spotAt, withPoints } from "./camera-drawing.ts";
import type { Scene } from "./camera-scene.ts";
import { cameraWords } from "./camera-words.ts";

/*
 * The picture with what is drawn on it. The picture lies in a frame and may be larger than it:
 *
 *     frame ┌────────────┐         the drawing is kept in fractions of the picture, and drawn in pixels of the
 *      ┌────┼────────┐   │         screen, so that lines and handles are as thick at every zoom
 *      │    │ picture│   │
 */

export type Tool = "move" | "line" | "zone";
/** How much larger than the frame the picture is, and where it begins, in frames. */
export type View = { readonly zoom: number; readonly x: number; readonly y: number };

export const WHOLE: View = { zoom: 1, x: 0, y: 0 };
const ZOOM_MAX = 8;
const HANDLE_PX = 7;
/** A finger is as wide as this. */
const TOUCH_PX = 18;
const ARROW_PX = 30;
/** What is drawn in a shorter way is a press and no line. */
const LINE_PX_MIN = 12;
const FINE_STEPS = 10;
const COLOURS = { line: "#ffd43b", zone: "#4dabf7", dot: "#ff6b6b" };
/** An empty picture has this shape. */
const DEFAULT_PICTURE = { width: 640, height: 360 };

/** A view with another zoom, by which the point of the frame that is named stays where it is. */
export function zoomed(view: View, factor: number, at: Spot = { x: 0.5, y: 0.5 }): View {
  const zoom = Math.min(ZOOM_MAX, Math.max(1, view.zoom * factor));
  const place = (begin: number, point: number) => point - ((point - begin) * zoom) / view.zoom;
  return kept({ zoom, x: place(view.x, at.x), y: place(view.y, at.y) });
}

/** The picture always fills the frame. */
function kept({ zoom, x, y }: View): View {
  const within = (begin: number) => Math.min(0, Math.max(1 - zoom, begin));
  return { zoom, x: within(x), y: within(y) };
}

type Grip =
  | { readonly kind: "point"; readonly key: number; readonly index: number }
  | { readonly kind: "shape"; readonly key: number; readonly from: Spot; readonly points: readonly Spot[] }
  | { readonly kind: "line"; readonly from: Spot }
  | { readonly kind: "pan"; readonly x: number; readonly y: number; readonly view: View };

export function CameraCanvas({
  scene,
  drawing,
  dots,
  tool,
  chosen,
  view,
  corners,
  label,
  onView,
  onChoose,
  onChange,
  onLine,
  onCorners,
}: {
  readonly scene: Scene | null;
  readonly drawing: Drawing;
  readonly dots: readonly (readonly [number, number])[];
  readonly tool: Tool;
  readonly chosen: number | null;
  readonly view: View;
  /** Of a zone that is being drawn. */
  readonly corners: readonly Spot[];
  readonly label: string;
  readonly onView: (view: View) => void;
  readonly onChoose: (key: number | null) => void;
  /** What belongs to one gesture is one step. */
  readonly onChange: (drawing: Drawing, gesture?: string) => void;
  readonly onLine: (from: Spot, to: Spot) => void;
  /** A zone's corners; `isDone` when it is whole. */
  readonly onCorners: (corners: readonly Spot[], isDone: boolean) => void;
}) {
  const { ref, width: frameWidth } = useElementSize<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, Spot>());
  const gestures = useRef(0);
  const [grip, setGrip] = useState<Grip | null>(null);
  const [drawn, setDrawn] = useState<{ readonly from: Spot; readonly to: Spot } | null>(null);
  const picture = scene ?? DEFAULT_PICTURE;
  const size = {
    width: frameWidth * view.zoom,
    height: (frameWidth * view.zoom * picture.height) / picture.width,
  };
  const px = ({ x, y }: Spot): Spot => ({ x: x * size.width, y: y * size.height });

  // A wheel with Ctrl, or two fingers on a touch pad; the browser would make the whole page larger.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
      onView(zoomed(view, Math.exp(-event.deltaY / 300), at));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [view, onView]);

  const spotOf = (event: { readonly clientX: number; readonly clientY: number }): Spot => {
    const box = svg.current!.getBoundingClientRect();
    return spotAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  const gesture = () => `drag ${gestures.current}`;
  const grab = (event: PointerEvent, next: Grip) => {
    event.stopPropagation();
    if (event.button !== 0) return;
    svg.current!.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    gestures.current++;
    setGrip(next);
  };

  const onDown = (event: PointerEvent) => {
    if (tool === "line") {
      const from = spotOf(event);
      grab(event, { kind: "line", from });
      setDrawn({ from, to: from });
      return;
    }
    if (tool === "zone") {
      addCorner(event);
      return;
    }
    onChoose(null);
    grab(event, { kind: "pan", x: event.clientX, y: event.clientY, view });
  };
  const addCorner = (event: PointerEvent) => {
    event.stopPropagation();
    const spot = spotOf(event);
    const [first] = corners;
    const isFirst =
      first &&
      Math.hypot(px(first).x - px(spot).x, px(first).y - px(spot).y) < TOUCH_PX &&
      corners.length >= CORNERS_MIN;
    if (isFirst) onCorners(corners, true);
    else onCorners([...corners, spot], false);
  };
  const pinch = (event: PointerEvent) => {
    const before = [...pointers.current.values()];
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [a, b] = [...pointers.current.values()];
    const [c, d] = before;
    if (!a || !b || !c || !d) return;
    const box = frame.current!.getBoundingClientRect();
    const at = { x: ((a.x + b.x) / 2 - box.left) / box.width, y: ((a.y + b.y) / 2 - box.top) / box.height };
    onView(zoomed(view, Math.hypot(a.x - b.x, a.y - b.y) / (Math.hypot(c.x - d.x, c.y - d.y) || 1), at));
  };
  const onMove = (event: PointerEvent) => {
    if (pointers.current.size >= 2) return pinch(event);
    if (!grip) return;
    const spot = spotOf(event);
    if (grip.kind === "line") setDrawn({ from: grip.from, to: spot });
    if (grip.kind === "point") moveTo(grip.key, grip.index, spot, gesture());
    if (grip.kind === "shape") moveShape(grip, spot);
    if (grip.kind === "pan") {
      const box = frame.current!.getBoundingClientRect();
      const [x, y] = [(event.clientX - grip.x) / box.width, (event.clientY - grip.y) / box.height];
      onView(kept({ zoom: view.zoom, x: grip.view.x + x, y: grip.view.y + y }));
    }
  };
  const onUp = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
    if (grip?.kind === "line" && drawn) {
      const [from, to] = [px(drawn.from), px(drawn.to)];
      if (Math.hypot(from.x - to.x, from.y - to.y) >= LINE_PX_MIN) onLine(drawn.from, drawn.to);
    }
    setDrawn(null);
    setGrip(null);
  };
  const moveTo = (key: number, index: number, spot: Spot, part: string) => {
    const shape = drawing.find((one) => one.key === key);
    if (shape) onChange(withPoints(drawing, key, shape.points.with(index, spot)), part);
  };
  /** As a whole it moves as far as all of it stays in the picture. */
  const moveShape = ({ key, from, points }: Extract<Grip, { kind: "shape" }>, to: Spot) => {
    const limited = (way: number, values: readonly number[]) =>
      Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), way));
    const dx = limited(
      to.x - from.x,
      points.map(({ x }) => x),
    );
    const dy = limited(
      to.y - from.y,
      points.map(({ y }) => y),
    );
    onChange(
      withPoints(
        drawing,
        key,
        points.map(({ x, y }) => spotAt(x + dx, y + dy)),
      ),
      gesture(),
    );
  };
  const onPointKey = (event: KeyboardEvent, shape: Shape, index: number) => {
    const step = event.shiftKey ? FINE_STEPS : 1;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) {
      event.preventDefault();
      const { x, y } = shape.points[index]!;
      const spot = spotAt(x + (way[0]! * step) / picture.width, y + (way[1]! * step) / picture.height);
      moveTo(shape.key, index, spot, `keys ${shape.key} ${index}`);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      if (shape.kind === "zone" && shape.points.length > CORNERS_MIN)
        onChange(withPoints(drawing, shape.key, shape.points.toSpliced(index, 1)));
      else {
        onChange(drawing.filter(({ key }) => key !== shape.key));
        onChoose(null);
      }
    }
  };

  // What is chosen lies on top, so that its handles can be reached.
  const inOrder = drawing.toSorted((a, b) => Number(a.key === chosen) - Number(b.key === chosen));
  return (
    <Box
      ref={frame}
      pos="relative"
      style={{
        overflow: "hidden",
        borderRadius: "var(--mantine-radius-md)",
        aspectRatio: `${picture.width} / ${picture.height}`,
        background: "light-dark(#ced4da, #2b3035)",
        touchAction: view.zoom > 1 || tool !== "move" ? "none" : "pan-y",
        userSelect: "none",
      }}
    >
      <div ref={ref} style={{ position: "absolute", inset: 0 }} />
      <div
        style={{
          position: "absolute",
          left: `${view.x * 100}%`,
          top: `${view.y * 100}%`,
          width: `${view.zoom * 100}%`,
          height: `${view.zoom * 100}%`,
        }}
      >
        {scene && (
          <img
            src={scene.image}
            alt=""
            draggable={false}
            style={{ position: "absolute", inset: 0, width: "100%", height: "100%", display: "block" }}
          />
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose points are its fields */}
        <svg
          ref={svg}
          role="group"
          aria-label={label}
          width={size.width}
          height={size.height}
          style={{
            position: "absolute",
            inset: 0,
            cursor: tool === "move" ? (view.zoom > 1 ? "grab" : "default") : "crosshair",
          }}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={onUp}
        >
          {!scene && <Grid width={size.width} height={size.height} />}
          {inOrder.map((shape) => (
            <DrawnShape
              key={shape.key}
              shape={shape}
              px={px}
              isChosen={shape.key === chosen}
              isFixed={tool !== "move"}
              onGrabShape={(event) => {
                onChoose(shape.key);
                grab(event, { kind: "shape", key: shape.key, from: spotOf(event), points: shape.points });
              }}
              onGrabPoint={(event, index) => {
                onChoose(shape.key);
                grab(event, { kind: "point", key: shape.key, index });
              }}
              onGrabSide={(event, index) => {
                grab(event, { kind: "point", key: shape.key, index: index + 1 });
                onChange(
                  withPoints(drawing, shape.key, shape.points.toSpliced(index + 1, 0, spotOf(event))),
                  gesture(),
                );
              }}
              onFocus={() => onChoose(shape.key)}
              onKey={(event, index) => onPointKey(event, shape, index)}
            />
          ))}
          {drawn && <NewLine from={px(drawn.from)} to={px(drawn.to)} />}
          {corners.length > 0 && (
            <g pointerEvents="none">
              <polyline
                points={corners.map((corner) => `${px(corner).x},${px(corner).y}`).join(" ")}
                fill="none"
                stroke={COLOURS.zone}
                strokeWidth={3}
                strokeDasharray="6 4"
              />
              {corners.map((corner, index) => (
                <circle
                  // biome-ignore lint/suspicious/noArrayIndexKey: corners never change places
                  key={index}
                  cx={px(corner).x}
                  cy={px(corner).y}
                  r={index === 0 ? HANDLE_PX + 3 : HANDLE_PX - 1}
                  fill={COLOURS.zone}
                  stroke="#fff"
                  strokeWidth={2}
                />
              ))}
            </g>
          )}
          <g pointerEvents="none">
            {dots.map(([x, y], index) => (
              <circle
                // biome-ignore lint/suspicious/noArrayIndexKey: nobody is told from anybody else
                key={index}
                cx={x * size.width}
                cy={y * size.height}
                r={9}
                fill={COLOURS.dot}
                stroke="#fff"
                strokeWidth={2.5}
              />
            ))}
          </g>
        </svg>
      </div>
    </Box>
  );
}

const LABEL = {
  fontSize: 13,
  fontWeight: 650,
  fill: "#fff",
  stroke: "rgba(0, 0, 0, 0.75)",
  strokeWidth: 3,
  strokeLinejoin: "round" as const,
  paintOrder: "stroke" as const,
  pointerEvents: "none" as const,
};

function DrawnShape({
  shape,
  px,
  isChosen,
  isFixed,
  onGrabShape,
  onGrabPoint,
  onGrabSide,
  onFocus,
  onKey,
}: {
  readonly shape: Shape;
  readonly px: (spot: Spot) => Spot;
  readonly isChosen: boolean;
  /** While something else is drawn it cannot be taken hold of. */
  readonly isFixed: boolean;
  readonly onGrabShape: (event: PointerEvent) => void;
  readonly onGrabPoint: (event: PointerEvent, index: number) => void;
  readonly onGrabSide: (event: PointerEvent, index: number) => void;
  readonly onFocus: () => void;
  readonly onKey: (event: KeyboardEvent, index: number) => void;
}) {
  const words = useWords(cameraWords);
  const format = useFormat();
  const spots = shape.points.map(px);
  const colour = COLOURS[shape.kind];
  const corners = spots.map(({ x, y }) => `${x},${y}`).join(" ");
  const top = spots.reduce((best, spot) => (spot.y < best.y ? spot : best), spots[0]!);
  const kindOf = shape.kind === "line" ? words.line : words.zone;
  const pointName = (index: number) =>
    shape.kind === "line" ? (index === 0 ? words.begin : words.end) : words.corner(index + 1);
  return (
    <g pointerEvents={isFixed ? "none" : undefined}>
      {shape.kind === "line" ? (
        <>
          <polyline points={corners} stroke="rgba(0,0,0,0.55)" strokeWidth={isChosen ? 8 : 6} strokeLinecap="round" />
          <polyline points={corners} stroke={colour} strokeWidth={isChosen ? 5 : 3.5} strokeLinecap="round" />
          <polyline
            points={corners}
            stroke="transparent"
            strokeWidth={TOUCH_PX * 1.3}
            style={{ cursor: "move", touchAction: "none" }}
            onPointerDown={onGrabShape}
          />
          <InArrow from={spots[0]!} to={spots[1]!} />
        </>
      ) : (
        <polygon
          points={corners}
          fill={colour}
          fillOpacity={isChosen ? 0.35 : 0.2}
          stroke={colour}
          strokeWidth={isChosen ? 4 : 2.5}
          style={{ cursor: "move", touchAction: "none" }}
          onPointerDown={onGrabShape}
        />
      )}
      <text x={top.x} y={Math.max(16, top.y - 14)} textAnchor="middle" {...LABEL}>
        {shape.name}
      </text>
      {isChosen &&
        shape.kind === "zone" &&
        spots.map((spot, index) => {
          const next = spots[(index + 1) % spots.length]!;
          const [x, y] = [(spot.x + next.x) / 2, (spot.y + next.y) / 2];
          return (
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: sides are told apart by their order alone
              key={index}
              style={{ cursor: "copy", touchAction: "none" }}
              onPointerDown={(event) => onGrabSide(event, index)}
            >
              <circle cx={x} cy={y} r={TOUCH_PX * 0.8} fill="transparent" />
              <circle cx={x} cy={y} r={5} fill="#fff" stroke={colour} strokeWidth={2} />
              <title>{words.addCorner}</title>
            </g>
          );
        })}
      {spots.map((spot, index) => {
        const { x, y } = shape.points[index]!;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: points are told apart by their order alone
            key={index}
            role="button"
            tabIndex={isFixed ? -1 : 0}
            className="drawing-point"
            aria-label={`${kindOf} ${shape.name}, ${pointName(index)}: ${words.place(format.fineShare(x), format.fineShare(y))}`}
            style={{ cursor: "grab", touchAction: "none" }}
            onPointerDown={(event) => onGrabPoint(event, index)}
            onFocus={onFocus}
            onKeyDown={(event) => onKey(event, index)}
          >
            <circle cx={spot.x} cy={spot.y} r={TOUCH_PX} fill="transparent" />
            <circle
              className="drawing-handle"
              cx={spot.x}
              cy={spot.y}
              r={isChosen ? HANDLE_PX : HANDLE_PX - 2}
              fill={colour}
              stroke="#fff"
              strokeWidth={2}
            />
          </g>
        );
      })}
    </g>
  );
}

/** Points to the side that people come in to. */
function InArrow({ from, to }: { readonly from: Spot; readonly to: Spot }) {
  const words = useWords(cameraWords);
  const { tail, head } = inArrow(from, to, ARROW_PX);
  const beyond = inArrow(from, to, ARROW_PX + 14);
  const [dx, dy] = [(head.x - tail.x) / (2 * ARROW_PX), (head.y - tail.y) / (2 * ARROW_PX)];
  const wing = (side: number) => `${head.x - 11 * dx - side * 8 * dy},${head.y - 11 * dy + side * 8 * dx}`;
  return (
    <g pointerEvents="none">
      <line x1={tail.x} y1={tail.y} x2={head.x} y2={head.y} stroke="rgba(0,0,0,0.6)" strokeWidth={7} />
      <polygon points={`${head.x},${head.y} ${wing(1)} ${wing(-1)}`} fill="#fff" stroke="rgba(0,0,0,0.6)" />
      <line x1={tail.x} y1={tail.y} x2={head.x - 9 * dx} y2={head.y - 9 * dy} stroke="#fff" strokeWidth={3.5} />
      <text x={beyond.head.x} y={beyond.head.y} textAnchor="middle" dominantBaseline="central" {...LABEL} fontSize={15}>
        {words.in}
      </text>
      <text
        x={beyond.tail.x}
        y={beyond.tail.y}
        textAnchor="middle"
        dominantBaseline="central"
        {...LABEL}
        fontWeight={500}
        opacity={0.85}
      >
        {words.out}
      </text>
    </g>
  );
}

function NewLine({ from, to }: { readonly from: Spot; readonly to: Spot }) {
  const isLong = Math.hypot(from.x - to.x, from.y - to.y) >= LINE_PX_MIN;
  return (
    <g pointerEvents="none">
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} stroke={COLOURS.line} strokeWidth={4} strokeLinecap="round" />
      {isLong && <InArrow from={from} to={to} />}
    </g>
  );
}

const GRID_CELLS = 16;

function Grid({ width, height }: { readonly width: number; readonly height: number }) {
  const cell = width / GRID_CELLS;
  if (cell === 0) return null;
  const upright = Array.from({ length: GRID_CELLS - 1 }, (_, index) => (index + 1) * cell);
  const level = Array.from({ length: Math.max(0, Math.ceil(height / cell) - 1) }, (_, index) => (index + 1) * cell);
  return (
    <g
      stroke="light-dark(#adb5bd, #495057)"
      strokeWidth={1}
      pointerEvents="none"
      style={{ stroke: "light-dark(#adb5bd, #495057)" }}
    >
      {upright.map((x) => (
        <line key={`x${x}`} x1={x} y1={0} x2={x} y2={height} />
      ))}
      {level.map((y) => (
        <line key={`y${y}`} x1={0} y1={y} x2={width} y2={y} />
      ))}
    </g>
  );
}
