/** The weights of a backbone that ships with the studio, by name as a checkpoint has them. */
import type { BackboneDefinition } from "../catalog/backbones/backbone.ts";
import { backboneNamed } from "../catalog/backbones/index.ts";
import type { DatasetAccess } from "../catalog/datasets/dataset.ts";
import { layerSelection } from "../catalog/layers/index.ts";
import { sizeOf } from "../catalog/layers/layer.ts";
import type { Project } from "../project/project.ts";
import type { SavedTensor } from "../project/records.ts";
import { loadProgram, planModel } from "./model-program.ts";

type Files = Pick<DatasetAccess, "readFile">;

/** Of the backbone that the project starts from; undefined where it starts from none. */
export async function backboneSource(
  { startFrom }: Project,
  files: Files,
): Promise<readonly SavedTensor[] | undefined> {
  const backbone = startFrom === undefined ? undefined : backboneNamed(startFrom.model);
  return backbone === undefined ? undefined : backboneWeights(backbone, files);
}

/** Throws when the file is not as long as the layers ask. */
export async function backboneWeights(
  { id, layers, input }: BackboneDefinition,
  { readFile }: Files,
): Promise<readonly SavedTensor[]> {
  const [{ parameters, state }, bytes] = await Promise.all([
    loadProgram(
      planModel(
        layers.map((layer) => layerSelection.parse(layer)),
        input,
      ),
    ),
    readFile(id),
  ]);
  const specs = [
    ...parameters.map(({ path, shape }) => ({ name: `parameter/${path}`, shape })),
    ...state.map(({ path, shape }) => ({ name: `state/${path}`, shape })),
  ];
  // A copy: the file may be a window into something larger.
  const values = new Float32Array(Uint8Array.from(bytes).buffer);
  const wanted = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (values.length !== wanted) throw new Error(`${id} holds ${values.length} numbers, and its layers ${wanted}`);
  let at = 0;
  return specs.map(({ name, shape }) => ({ name, shape, values: values.slice(at, (at += sizeOf(shape))) }));
}
