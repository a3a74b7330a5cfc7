/** What lies in a project and how it is used, for who unpacks it. */
import { everyLayer } from "../../../catalog/layers/layer.ts";
import type { ExportedModel } from "../model-card.ts";
import type { ModelPlan } from "../../model-program.ts";

export interface ProjectFacts {
  /** That it goes on from; 0: only weights are there. */
  readonly step: number;
  readonly totalSteps: number;
  readonly trainRows: number;
  readonly validationRows: number;
}

export function readme(model: ExportedModel, plan: ModelPlan, facts: ProjectFacts): string {
  const { step, totalSteps, trainRows, validationRows } = facts;
  const standing =
    step === 0
      ? "Only the weights were at hand, not what the optimizer remembers: `train.py` begins a new run from them."
      : `The run stands at step ${step} of ${totalSteps}, with all that its optimizer and its schedule remember.`;
  return `# ${model.name}

A run of Descent Studio ${model.studioVersion} as a PyTorch project. ${standing}

    pip install -r requirements.txt
    python train.py --check                     # predictions, loss, gradients and five steps are the studio's
    python train.py                             # on to the run's last step; saves in out/
    python train.py --steps 1000                # so many more steps
    python train.py --from out --steps 1000     # on from what was saved
    torchrun --nproc_per_node=2 train.py        # DistributedDataParallel: NCCL on GPUs, gloo without
    python ray_train.py --workers 4             # the same through Ray Train; this folder at the same path on every machine
    python export_back.py                       # out/ as a file for the studio's library

| file | what it is |
|---|---|
| model.py | the network |
| learning.py | loss, optimizer, learning rate, and what stands around them |
| train.py | the loop, \`--check\`, several processes |
| data.py | the ${trainRows} training and ${validationRows} validation rows in data/, in the studio's order |
| weights.py | the studio's names and axes of the network's tensors |
| weights.safetensors, optimizer.safetensors, state.json | where the run stands; \`train.py\` saves the same three |
| config.json | the run's numbers: seed, batches, steps, classes |
| preprocessing.json | how a row becomes what the network reads: the fitted steps, in turn |
| README.md, model-card.json | the model: what it takes, what it gives, what it is worth |
| parity.json | what the studio computed when it wrote this |

## What is the same, and what is not

- The rows of each step are those that the studio would take: data.py draws the same order from the same seed (Threefry). A step
  over several processes is the same step: each takes a share of its rows${hasBatchNorm(plan) ? ", and batch normalization (BatchNorm in model.py) measures all of them together" : ""}.
- Dropout and noise are drawn by PyTorch, so their numbers are others than the studio's, and others on each process; \`--check\` is
  made without them.
- Where a formula is PyTorch's, its own module or optimizer stands; where not, a small class does.
- Rules that end a run early are not carried over: training goes to the last step. Of batches in parts (gradient accumulation,
  or a step that did not fit the device at once) batch normalization sees as many rows together as \`microBatch\` says.
- After the last step of the schedule the learning rate stays what it was there.
`;
}

function hasBatchNorm({ layers }: ModelPlan): boolean {
  return [...everyLayer(layers)].some(({ selection }) => selection.type === "batch-normalization");
}
