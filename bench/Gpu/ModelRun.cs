using System.Diagnostics;
using ILGPU.Runtime.Cuda;
using SparseGen.Bench.Benchmarks;
using SparseGen.Gpu;
using SparseGen.Gpu.Graphs;
using SparseGen.Models;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Gpu;

/// <summary>A whole model on a device: its first calls, its speed, what it launches and copies.</summary>
/// <param name="device">The device.</param>
/// <param name="settings">How often and how long.</param>
/// <param name="batches">Batches; the first is that of all but the speed.</param>
/// <param name="parts">Does the parts, and notes those that fail.</param>
internal sealed class ModelRun(GpuDevice device, GpuSettings settings, IReadOnlyList<int> batches, Parts parts) : IModelOperation<ModelOnGpu>
{
    /// <inheritdoc/>
    public ModelOnGpu Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        // First of all: from here on its kernels are compiled.
        FirstCalls first = MeasureFirst<TModel>();
        var speeds = new List<Throughput>();
        foreach (int batch in batches)
        {
            parts.Do($"{TModel.Info.Name}: speed at batch {batch}", () => speeds.AddRange(MeasureSpeed<TModel>(entry, batch)));
            if (CudaGraphs.Driver is not null && device.Accelerator is CudaAccelerator)
            {
                parts.Do($"{TModel.Info.Name}: speed at batch {batch} without graphs", () => speeds.AddRange(MeasureSpeedWithoutGraphs<TModel>(entry, batch)));
            }
        }

        Traffic? traffic = null;
        parts.Do($"{TModel.Info.Name}: launches and copies", () => traffic = CountTraffic<TModel>());
        IReadOnlyList<KernelTime> kernels = [];
        parts.Do($"{TModel.Info.Name}: kernels of a step by themselves", () => kernels = TimeKernels<TModel>());
        return new ModelOnGpu(TModel.Info.Name, first, speeds, traffic, kernels);
    }

    private IEnumerable<Throughput> MeasureSpeed<TModel>(ModelEntry entry, int batch)
        where TModel : class, IModel<TModel> =>
        new ThroughputOperation(device, batch, settings.Repetitions, settings.Duration).Run<TModel>(entry).Where(row => row.Batch != 1 || batch == batches[0]);

    private Throughput[] MeasureSpeedWithoutGraphs<TModel>(ModelEntry entry, int batch)
        where TModel : class, IModel<TModel>
    {
        device.MakesGraphs = false;
        try
        {
            return [.. MeasureSpeed<TModel>(entry, batch).Select(static row => row with { Work = $"{row.Work}, kernel by kernel" })];
        }
        finally
        {
            device.MakesGraphs = true;
        }
    }

    private FirstCalls MeasureFirst<TModel>()
        where TModel : class, IModel<TModel>
    {
        long start = Stopwatch.GetTimestamp();
        using var work = new StepWork<TModel>(device, batches[0]);
        double model = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new FirstCalls(batches[0], model, Seconds(work.Infer), Seconds(work.Step), Seconds(work.Step));
    }

    private Traffic CountTraffic<TModel>()
        where TModel : class, IModel<TModel>
    {
        using LaunchRecorder recorder = Record<TModel>(timed: 0);
        using var work = new StepWork<TModel>(device, batches[0]);

        // The first calls copy lists of indices and take zeros to their places.
        work.Step();
        work.Infer();
        return new Traffic(batches[0], Count(recorder, work.Step), Count(recorder, work.Infer));
    }

    private KernelTime[] TimeKernels<TModel>()
        where TModel : class, IModel<TModel>
    {
        using LaunchRecorder recorder = Record<TModel>(settings.ProfiledLaunches);
        using var work = new StepWork<TModel>(device, batches[0]);
        work.Step();
        Clear(recorder);
        work.Step();
        return
        [
            .. recorder.Records.Where(static record => record.Launches > 0)
                .Select(static record => new KernelTime(record.Name, record.Launches, record.Seconds * 1e6))
                .OrderByDescending(static kernel => kernel.Microseconds),
        ];
    }

    private LaunchRecorder Record<TModel>(int timed)
        where TModel : class, IModel<TModel>
    {
        // Kernels belong to the class: one model has them compiled, and those that are made afterwards launch what then stands there.
        using var work = new StepWork<TModel>(device, batches[0]);
        work.Step();
        work.Infer();
        return EnginePasses.Of(work.Model, batches[0]).Record(timed);
    }

    private CallTraffic Count(LaunchRecorder recorder, Action call)
    {
        Clear(recorder);
        (long up, long down) = (device.UploadedBytes, device.DownloadedBytes);
        call();
        return new CallTraffic(recorder.Records.Sum(static record => record.Launches), device.UploadedBytes - up, device.DownloadedBytes - down);
    }

    private static void Clear(LaunchRecorder recorder)
    {
        foreach (LaunchRecord record in recorder.Records)
        {
            record.Clear();
        }
    }

    private static double Seconds(Action call)
    {
        var watch = Stopwatch.StartNew();
        call();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>A model with images to train on.</summary>
    private sealed class StepWork<TModel> : IDisposable
        where TModel : class, IModel<TModel>
    {
        private readonly Trainer<TModel> _trainer;
        private readonly GpuDevice _device;
        private readonly float[] _images;
        private readonly int[] _labels;
        private readonly float[] _outputs;

        public StepWork(GpuDevice device, int batch)
        {
            _device = device;
            _images = RandomImages.Create(batch, TModel.Info.InputSize);
            _labels = RandomImages.Labels(batch, TModel.Info.OutputSize);
            _outputs = new float[batch * TModel.Info.OutputSize];
            Model = NewModel.Create<TModel>(batch, device);
            _trainer = new Trainer<TModel>(Model, new AdamW(learningRate: 1e-5f, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        }

        public TModel Model { get; }

        public void Infer() => Model.Forward(_images, _outputs);

        /// <summary>A step, to the end of its last launch.</summary>
        public void Step()
        {
            _trainer.Step(_images, _labels);
            _device.Accelerator.Synchronize();
        }

        public void Dispose() => Model.Dispose();
    }
}
