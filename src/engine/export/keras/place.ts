/** A layer of ours at its place in the network, and the one layer of Keras that it is where there is one. */
import type { LayerSelection } from "../../../catalog/layers/index.ts";
import type { PlannedLayer } from "../../../catalog/layers/layer.ts";
import { kerasClasses } from "../../../project/keras/class-names.ts";
import type { KerasDialect } from "../../../project/keras/unsayable.ts";
import type { GraphBuilder, GraphWeight, Value } from "./keras-graph.ts";
import type { Mask } from "./pieces.ts";
import { settingsOf } from "./settings.ts";

/** What is on its way from layer to layer. */
export interface Flow {
  readonly x: Value;
  readonly mask: Mask | null;
}

export interface Place<Layer extends LayerSelection = LayerSelection> {
  readonly graph: GraphBuilder;
  readonly dialect: KerasDialect;
  /** "residual-1/layers/conv2d-1" */
  readonly path: string;
  readonly layer: Layer;
  readonly plan: PlannedLayer["plan"];
  /** Its own, in the plan's order, which is Keras's. */
  readonly weights: readonly GraphWeight[];
  readonly flow: Flow;
}

/** Of one type, or of several. */
export type PlaceOf<Type extends LayerSelection["type"]> = Place<Extract<LayerSelection, { readonly type: Type }>>;

export interface Differing {
  readonly className?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly weights?: readonly GraphWeight[];
  readonly called?: Readonly<Record<string, Value>>;
}

/** As one layer of the same settings, but for what is given. */
export function plain({ graph, layer, path, plan, flow, weights }: Place, given: Differing = {}): Value {
  const { className = classOf(layer.type) } = given;
  const { config, training } = settingsOf(layer, plan.output);
  return graph.add(className, path, [flow.x], plan.output, {
    config: { ...config, ...given.config },
    weights: given.weights ?? weights,
    training,
    called: given.called ?? {},
  });
}

function classOf(type: LayerSelection["type"]): string {
  // Asked in the same line.
  if (type in kerasClasses) return kerasClasses[type as keyof typeof kerasClasses];
  throw new Error(`Keras has no layer for ${type}`);
}
