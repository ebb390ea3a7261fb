using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Gpu.Graphs;

/// <summary>A pass of a generated program.</summary>
/// <param name="frame">What it works on.</param>
/// <param name="inputGradient">Of a backward pass whether the gradient of the input is wanted.</param>
internal delegate void Pass(GpuFrame frame, bool inputGradient);

/// <summary>
/// A model's passes as graphs of CUDA: a pass over as many samples as before launches the same kernels with the same arguments, for all that changes lies in buffers. The first
/// time it is launched kernel by kernel, since kernels are compiled and lists copied then; the second time it is written down; from then on one call launches all of it.
/// </summary>
/// <remarks>
/// Where there are no graphs, or the driver refuses one, passes are launched as they always were. The device's gate is held in all calls.
/// </remarks>
/// <param name="device">Where the model runs.</param>
internal sealed class RecordedPasses(GpuDevice device) : IDisposable
{
    /// <summary>How many are kept: training, inference and gradients of inputs with two sizes of batch each, that of an epoch and its last one, and some.</summary>
    private const int Most = 8;

    private readonly CudaGraphs? _graphs = device.Stream is CudaStream ? CudaGraphs.Driver : null;
    private readonly List<Recording> _recordings = [];

    /// <summary>Runs a pass.</summary>
    /// <param name="pass">The pass, always the same object.</param>
    /// <param name="frame">What it works on.</param>
    /// <param name="inputGradient">Of a backward pass whether the gradient of the input is wanted.</param>
    internal void Run(Pass pass, GpuFrame frame, bool inputGradient = false)
    {
        if (_graphs is null || !device.MakesGraphs)
        {
            pass(frame, inputGradient);
            return;
        }

        var key = new Key(pass, frame.Count, frame.FirstWanted, inputGradient);
        Recording? known = Find(key);
        if (known is { IsRefused: false, Executable: 0 })
        {
            Record(_graphs, known, frame);
        }

        if (known is { Executable: not 0 })
        {
            _graphs.Launch(known.Executable, Stream);
            return;
        }

        pass(frame, inputGradient);
        if (known is null)
        {
            Add(new Recording(key));
        }
    }

    /// <summary>Gives up all graphs: something that they have the place of is about to go. All passes are as if they had never been launched.</summary>
    internal void Forget()
    {
        foreach (Recording recording in _recordings)
        {
            Free(recording);
        }

        _recordings.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private nint Stream => ((CudaStream)device.Stream).StreamPtr;

    /// <summary>What tells passes apart that launch other kernels, or the same with other arguments.</summary>
    private readonly record struct Key(Pass Pass, int Samples, int FirstWanted, bool InputGradient);

    /// <summary>A pass that has been launched before.</summary>
    private sealed class Recording(Key key)
    {
        public Key Key => key;

        /// <summary>What launches it; 0 before it is written down.</summary>
        public nint Executable { get; set; }

        /// <summary>Whether it is not to be written down (again).</summary>
        public bool IsRefused { get; set; }
    }

    /// <summary>The one with this key, which then is the last in the list; null for none.</summary>
    private Recording? Find(Key key)
    {
        for (int i = _recordings.Count - 1; i >= 0; i--)
        {
            Recording recording = _recordings[i];
            if (recording.Key == key)
            {
                if (i < _recordings.Count - 1)
                {
                    _recordings.RemoveAt(i);
                    _recordings.Add(recording);
                }

                return recording;
            }
        }

        return null;
    }

    private void Add(Recording recording)
    {
        if (_recordings.Count == Most)
        {
            Free(_recordings[0]);
            _recordings.RemoveAt(0);
        }

        _recordings.Add(recording);
    }

    private void Record(CudaGraphs graphs, Recording recording, GpuFrame frame)
    {
        nint stream = Stream;
        if (graphs.Begin(stream))
        {
            bool isWhole = false;
            try
            {
                recording.Key.Pass(frame, recording.Key.InputGradient);
                isWhole = true;
            }
            catch (AcceleratorException)
            {
                // Nothing has run. It is launched kernel by kernel now, and if the device has failed it says so again.
            }
            finally
            {
                recording.Executable = graphs.End(stream, isWhole);
            }
        }

        recording.IsRefused = recording.Executable == 0;
        frame.ForgetPartials();
    }

    private void Free(Recording recording)
    {
        if (recording.Executable != 0)
        {
            _graphs!.Destroy(recording.Executable);
        }
    }
}
