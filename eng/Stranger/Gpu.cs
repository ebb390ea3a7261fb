using SparseGen;
using SparseGen.Models;

namespace Stranger;

/// <summary>The kernels for GPUs, on the simulator, which every machine has.</summary>
internal static class Gpu
{
    /// <summary>Takes a few steps there and on the CPU, and compares the losses.</summary>
    /// <returns>0 if they agree, 1 if not, 2 where the program is without GPUs.</returns>
    public static int Compare(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        try
        {
            float gpu = Train(Device.Simulator, inputs, targets), cpu = Train(Device.Cpu, inputs, targets);
            using var published = new FashionMixer(maxBatch: 1, Device.Simulator);
            Console.WriteLine(FormattableString.Invariant($"loss {gpu:G7} with kernels for GPUs, {cpu:G7} on the CPU; {FashionMixer.Info.Name} is on {published.Device.Name}"));
            return MathF.Abs(gpu - cpu) <= 1e-4f * cpu ? 0 : 1;
        }
        catch (DeviceUnavailableException none)
        {
            Console.WriteLine(none.Message);
            return 2;
        }
    }

    private static float Train(Device device, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        using var model = new Sums(targets.Length, device, seed: 1);
        var trainer = new Trainer<Sums>(model, new AdamW(learningRate: 5e-3f), new MeanSquaredError());
        trainer.Step(inputs, targets);
        return trainer.Step(inputs, targets);
    }
}
