namespace SparseGen.Tests.Training.NonFinite;

/// <summary>What went wrong first is named: by tensor, layer and repetition, sample and place, on every device.</summary>
public sealed class DiagnosisTests
{
    private const int Batch = 3;

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void NamesWhatWentWrongFirst(string device)
    {
        using var model = new TwoBlocks(Batch, TestDevices.Get(device), seed: 3);
        var trainer = new Trainer<TwoBlocks>(model, new AdamW(), new SoftmaxCrossEntropy());
        float[] head = [.. ProbeData.Normal(4 * 6, seed: 2)];
        model.Parameters.SetTensor("head.weight", head);
        float[] input = ProbeData.Normal(Batch * 30, seed: 1);
        int[] labels = [0, 1, 2];
        if (device != "simulator")
        {
            // A step takes the simulator seconds; the layers below are what differs by device.
            Diagnosis well = trainer.Diagnose(input, labels);
            Assert.True(well.IsFinite, well.ToString());

            float[] bad = [.. input];
            bad[30 + 7] = float.NegativeInfinity;
            Diagnosis inputs = trainer.Diagnose(bad, labels);
            Assert.Equal(new NonFiniteNumber("input", float.NegativeInfinity, Sample: 1, Index: 7, Count: 1, Total: 90), inputs.Input);
            Assert.Equal("input", inputs.Activation!.Name);
            Assert.False(inputs.Gradients.IsEmpty);
            Assert.StartsWith("The batch went wrong first: input[7] of sample 1 is -Infinity", inputs.ToString(), StringComparison.Ordinal);
        }

        // Weights that are finite and too large: the second block's channels overflow, and nothing before them.
        float[] weight = [.. Enumerable.Repeat(3e38f, 7 * 6)];
        float[] good = new float[weight.Length];
        model.Parameters.GetTensor("blocks.1.mlp_channels.fc1.weight", good);
        model.Parameters.SetTensor("blocks.1.mlp_channels.fc1.weight", weight);
        Diagnosis layer = trainer.Diagnose(input, labels);
        Assert.StartsWith("blocks.1.mlp_channels.", layer.Activation!.Name, StringComparison.Ordinal);
        Assert.Null(layer.Input);
        Assert.Empty(layer.Parameters);
        Assert.InRange(layer.Activation.Sample, 0, Batch - 1);
        Assert.StartsWith($"The activation {layer.Activation.Name}", layer.ToString(), StringComparison.Ordinal);

        if (device == "simulator")
        {
            return;
        }

        good[9] = float.NaN;
        model.Parameters.SetTensor("blocks.1.mlp_channels.fc1.weight", good);
        Diagnosis parameters = trainer.Diagnose(input, labels);
        Assert.Equal(
            new NonFiniteNumber("blocks.1.mlp_channels.fc1.weight", float.NaN, Sample: -1, Index: 9, Count: 1, Total: 42), Assert.Single(parameters.Parameters));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void GradientsAreLookedThroughFromTheLastLayerOn(string device)
    {
        using var model = new SparseThree(Batch, TestDevices.Get(device), seed: 3);
        var trainer = new Trainer<SparseThree>(model, new Sgd(), new SteepLoss(1e37f));
        float[] input = ProbeData.Normal(Batch * 23, seed: 1);
        float[] weight = new float[4 * 17];
        weight.AsSpan().Fill(1e3f);
        model.Parameters.SetTensor("head.weight", weight);
        Diagnosis diagnosis = trainer.Diagnose(input, [0, 1, 2]);

        // 1e37 by output overflows on its way back through weights of 1e3.
        Assert.Equal(1, diagnosis.Loss);
        Assert.Null(diagnosis.Activation);
        Assert.Null(diagnosis.OutputGradient);
        Assert.DoesNotContain("head", diagnosis.Gradients[0].Name, StringComparison.Ordinal);
        Assert.Contains($"The gradient of {diagnosis.Gradients[0].Name}", diagnosis.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Rows of several samples side by side belong to no one sample.</summary>
    [Fact]
    public void WherePackedRowsWentWrongNoSampleIsNamed()
    {
        using var model = new SparseThree(Batch, Device.CpuWithThreads(1), seed: 3);
        ActivationRecord record = ((IActivationSource)model).Activations;
        Assert.Equal(0, record.Batch);
        model.ForwardTraining(new float[Batch * 23]);
        Assert.Equal(Batch, record.Batch);
        Assert.Contains(Enumerable.Range(0, record.Count), i => !record.IsInOrderOfSamples(i));
        Assert.Throws<ArgumentException>("destination", () => record.Read(0, new float[5]));
    }

    [Fact]
    public void AModelWrittenByHandTellsItsOutput()
    {
        using var model = LinearProbe.Create(2);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        float[] weight = new float[15];
        model.Parameters.GetTensor("weight", weight);
        weight[3] = float.NaN;
        model.Parameters.SetTensor("weight", weight);
        Diagnosis diagnosis = trainer.Diagnose(new float[6], [0, 1]);
        Assert.Equal("output", diagnosis.Activation!.Name);
        Assert.Equal("weight", diagnosis.Parameters[0].Name);
        Assert.Throws<ArgumentException>("labels", () => trainer.Diagnose(new float[6], [0]));
    }

    /// <summary>BufferSlot between tensors that is no number, as scaling by NaN leaves it, stops no training.</summary>
    [Fact]
    public void PaddingDoesNotCount()
    {
        using var model = LinearProbe.Create(2);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new SpoiledPadding());
        Assert.True(float.IsFinite(trainer.Step(new float[6], [0, 1])));
        Assert.Equal(0, trainer.SkippedSteps);
    }

    /// <summary>The last lane of a panel belongs to no output.</summary>
    private sealed class SpoiledPadding : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            float loss = next(batch);
            context.Gradients.Write(TensorStorage.PanelWidth - 1, [float.NaN]);
            return loss;
        }
    }
}
