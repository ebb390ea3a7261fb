using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using SparseGen.Gpu.Planning;
using SparseGen.Kernels;

namespace SparseGen.Gpu;

/// <summary>A device that runs ILGPU kernels: a GPU through CUDA or OpenCL, or the simulator.</summary>
/// <remarks>
/// Kernels are compiled once for each device and their arguments are set before each launch, so calls of several threads take turns on a device, also those of
/// different models. Different devices are independent.
/// </remarks>
public sealed class GpuDevice : Device
{
    /// <summary>
    /// Threads in a group of all kernels but those with tiles of 128 x 128: two warps of Nvidia, one of AMD. Each thread has work enough, so larger groups would gain
    /// nothing but longer waits at barriers.
    /// </summary>
    public const int GroupSize = KernelSizes.GroupThreads;

    /// <summary>Enough groups to keep every GPU busy; kernels stride over what is more.</summary>
    private const int ManyGroups = 4096;

    /// <summary>Groups cost the simulator far more than the elements in them.</summary>
    private const int FewGroups = 2;

    /// <summary>Groups that a multiprocessor has at once, by the registers of a product of 64 rows and columns.</summary>
    private const int GroupsOfMultiprocessor = 8;

    /// <summary>So that sums over the batch have several parts on small devices too, and their bits do not depend on the number of a processor's cores.</summary>
    private const int LeastBusyGroups = 512;

    /// <summary>Floats up to which a plan's buffers are zero: the host reads a few, such as the loss.</summary>
    private const long MostZerosOfPlan = 1 << 20;

    private Delegate?[] _loaded = new Delegate?[64];
    private bool _makesGraphs = true;

    /// <summary>A device.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="accelerator">ILGPU's handle.</param>
    internal GpuDevice(string name, Accelerator accelerator)
        : this(name, accelerator, NewStream(accelerator), accelerator.NumMultiprocessors, accelerator.MaxNumThreadsPerGroup, null)
    {
    }

    /// <summary>A card that is planned for.</summary>
    /// <param name="card">The card.</param>
    /// <param name="accelerator">What gives memory.</param>
    internal GpuDevice(GpuCard card, Accelerator accelerator)
        : this(card.Name, accelerator, accelerator.DefaultStream, card.Multiprocessors, GpuCard.MostGroupThreads, new LaunchPlan())
    {
    }

    private GpuDevice(string name, Accelerator accelerator, AcceleratorStream stream, int multiprocessors, int mostGroupThreads, LaunchPlan? plan)
    {
        Card = this;
        Name = name;
        Accelerator = accelerator;
        Stream = stream;
        (Multiprocessors, MostGroupThreads, Plan) = (multiprocessors, mostGroupThreads, plan);
        MaxElementwiseGroups = IsSimulator ? FewGroups : ManyGroups;
        BusyGroups = Math.Clamp(GroupsOfMultiprocessor * multiprocessors, LeastBusyGroups, ManyGroups);
    }

    /// <summary>A device in another mode. Both are one to the driver, with one queue and one gate, and the kernels that either has loaded.</summary>
    /// <param name="card">The device.</param>
    /// <param name="mode">In which numbers this one multiplies.</param>
    internal GpuDevice(GpuDevice card, MathMode mode)
        : this($"{card.Name}, {mode}", card.Accelerator, card.Stream, card.Multiprocessors, card.MostGroupThreads, card.Plan)
    {
        (Card, Gate, MathMode, LargestBuffer) = (card, card.Gate, mode, card.LargestBuffer);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>In which numbers products are multiplied that have kernels for it.</summary>
    public MathMode MathMode { get; }

    /// <summary>The device that keeps the kernels: this one, or that of which this one is another mode.</summary>
    internal GpuDevice Card { get; }

    /// <summary>
    /// What everybody holds who gives the device something to do: accelerators of ILGPU are for one thread at a time, and the arguments of a kernel are set before its
    /// launch. Launches return at once on a GPU; only those who read a result wait with it.
    /// </summary>
    internal Lock Gate { get; } = new();

    /// <summary>ILGPU's handle of the device, for kernels of your own; not beside calls of other threads.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>
    /// The one queue that everything is launched in and copied through. On CUDA it is not the one that ILGPU launches in by default, of which no graph can be made; but both wait
    /// for each other, so that kernels of your own come in the order in which they are launched.
    /// </summary>
    internal AcceleratorStream Stream { get; }

    /// <summary>Whether passes are launched as graphs, where the driver makes them; measurements of single kernels do without.</summary>
    internal bool MakesGraphs { get => Card._makesGraphs; set => Card._makesGraphs = value; }

    /// <summary>Whether it is ILGPU's simulator.</summary>
    internal bool IsSimulator => Plan is null && Accelerator.AcceleratorType == AcceleratorType.CPU;

    /// <summary>What writes launches down instead of making them; null on a device that is there.</summary>
    internal LaunchPlan? Plan { get; }

    /// <summary>Whether its groups of threads are loops on a processor: there no size of tile is better than another, and each kernel takes the driver half a second.</summary>
    internal bool IsProcessor => IsSimulator || Accelerator.Device is CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU };

    /// <summary>
    /// Whether kernels are compiled when a model is made, on all cores, and not each when it is first launched. On a processor they would be in the way of what it computes.
    /// </summary>
    internal bool LoadsAhead => Accelerator.AcceleratorType == AcceleratorType.Cuda;

    /// <summary>Multiprocessors, between which groups of threads are shared out.</summary>
    internal int Multiprocessors { get; }

    /// <summary>Threads that a group may have at most.</summary>
    internal int MostGroupThreads { get; }

    /// <summary>Groups that kernels with a loop over elements are launched with at most.</summary>
    internal int MaxElementwiseGroups { get; }

    /// <summary>Groups that keep the device busy: more than that gain nothing.</summary>
    internal int BusyGroups { get; }

    /// <summary>Bytes that the device gives in one piece: OpenCL's often give a quarter of their memory.</summary>
    internal long LargestBuffer { get; init; } = long.MaxValue;

    /// <summary>Bytes of floats and labels copied to the device so far, for measurements.</summary>
    internal long UploadedBytes { get; private set; }

    /// <summary>Bytes of floats copied from the device so far, for measurements.</summary>
    internal long DownloadedBytes { get; private set; }

    /// <summary>How to launch a kernel that strides over elements.</summary>
    /// <param name="elements">How many there are; for none, as in a model that learns nothing, one group finds nothing to do.</param>
    public KernelConfig Elementwise(int elements) =>
        new(Math.Clamp((elements + GroupSize - 1) / GroupSize, 1, MaxElementwiseGroups), GroupSize);

    /// <summary>
    /// Where the compiled form of a kernel of the library is kept; null until it is first launched. Not beside calls of other threads: who launches holds the gate.
    /// </summary>
    /// <param name="kernel">Number of the kernel.</param>
    internal ref Delegate? Loaded(int kernel)
    {
        ref Delegate?[] loaded = ref Card._loaded;
        if (kernel >= loaded.Length)
        {
            Array.Resize(ref loaded, 2 * kernel);
        }

        return ref loaded[kernel];
    }

    /// <summary>A buffer of zeros.</summary>
    /// <param name="length">Floats; at least 1 are allocated, since drivers refuse empty buffers.</param>
    /// <exception cref="DeviceOutOfMemoryException">There is no room for it.</exception>
    internal MemoryBuffer1D<float, Stride1D.Dense> Allocate(long length)
    {
        MemoryBuffer1D<float, Stride1D.Dense> buffer = Allocate<float>(Math.Max(length, 1));
        try
        {
            // A plan has no use for the numbers, and memory that nobody has touched takes no room.
            if (Plan is null || length <= MostZerosOfPlan)
            {
                lock (Gate)
                {
                    buffer.MemSetToZero(Stream);
                }
            }
        }
        catch (Exception exception) when (DeviceFailures.IsOfMemory(exception))
        {
            // Some drivers of OpenCL take memory only when it is written to.
            buffer.Dispose();
            throw DeviceFailures.OutOfMemory(this, length * sizeof(float), exception);
        }

        return buffer;
    }

    /// <summary>A buffer for a label a sample.</summary>
    /// <param name="samples">How many; at least 1.</param>
    /// <exception cref="DeviceOutOfMemoryException">There is no room for it.</exception>
    internal MemoryBuffer1D<int, Stride1D.Dense> AllocateLabels(int samples) => Allocate<int>(samples);

    /// <summary>A buffer with a list that never changes.</summary>
    /// <param name="list">The list; at least one number.</param>
    /// <exception cref="DeviceOutOfMemoryException">There is no room for it.</exception>
    internal MemoryBuffer1D<int, Stride1D.Dense> Allocate(int[] list)
    {
        MemoryBuffer1D<int, Stride1D.Dense> buffer = Allocate<int>(list.Length);
        lock (Gate)
        {
            buffer.View.BaseView.CopyFromCPU(Stream, list.AsSpan());
            return buffer;
        }
    }

    /// <summary>On CUDA a stream of its own that waits for the default one, and the other way round.</summary>
    private static AcceleratorStream NewStream(Accelerator accelerator) =>
        accelerator is CudaAccelerator cuda ? cuda.CreateStream(StreamFlags.CU_STREAM_DEFAULT) : accelerator.DefaultStream;

    /// <inheritdoc/>
    internal override Exception? Explain(Exception exception) => DeviceFailures.Explain(this, exception);

    private MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        lock (Gate)
        {
            Accelerator.Bind();
            try
            {
                return Accelerator.Allocate1D<T>(length);
            }
            catch (Exception exception) when (DeviceFailures.IsOfMemory(exception))
            {
                // The garbage collector knows nothing of a device's memory, and some of it may belong to what nobody has any more: moments of optimisers, for instance.
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            try
            {
                return Accelerator.Allocate1D<T>(length);
            }
            catch (Exception exception) when (DeviceFailures.IsOfMemory(exception))
            {
                throw DeviceFailures.OutOfMemory(this, length * Unsafe.SizeOf<T>(), exception);
            }
        }
    }

    /// <summary>Copies floats from the device and waits for them.</summary>
    /// <remarks>
    /// As spans, here and below: ILGPU pins them. What it takes by reference it turns into a pointer, allocates, and only then copies; a collection in between
    /// moves the array away from under it.
    /// </remarks>
    /// <exception cref="DeviceFailedException">The driver does not do it, or has not done something before.</exception>
    internal void Download(ArrayView<float> source, Span<float> destination)
    {
        if (!destination.IsEmpty)
        {
            lock (Gate)
            {
                try
                {
                    Accelerator.Bind();
                    source.SubView(0, destination.Length).CopyToCPU(Stream, destination);
                }
                catch (AcceleratorException exception)
                {
                    throw DeviceFailures.Explain(this, exception)!;
                }

                DownloadedBytes += (long)destination.Length * sizeof(float);
            }
        }
    }

    /// <summary>Copies labels to the device. The source may be reused at once.</summary>
    /// <exception cref="DeviceFailedException">The driver does not do it.</exception>
    internal void Upload(ReadOnlySpan<int> source, ArrayView<int> destination) => UploadAny(source, destination);

    /// <summary>Copies floats to the device. The source may be reused at once.</summary>
    /// <exception cref="DeviceFailedException">The driver does not do it.</exception>
    internal void Upload(ReadOnlySpan<float> source, ArrayView<float> destination)
    {
        if (!source.IsEmpty)
        {
            UploadAny(source, destination);
        }
    }

    private void UploadAny<T>(ReadOnlySpan<T> source, ArrayView<T> destination)
        where T : unmanaged
    {
        lock (Gate)
        {
            try
            {
                Accelerator.Bind();
                destination.SubView(0, source.Length).CopyFromCPU(Stream, source);
            }
            catch (AcceleratorException exception)
            {
                throw DeviceFailures.Explain(this, exception)!;
            }

            UploadedBytes += (long)source.Length * Unsafe.SizeOf<T>();
        }
    }
}
