using System.Reflection;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Gpu;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Bench.Gpu;

/// <summary>
/// Stands between a model and the launches of its kernels. ILGPU counts none, and a counter in the library would be in the way of every step; so what launches kernels,
/// delegates that are kept once they are compiled, is replaced from outside for a while.
/// </summary>
internal sealed class LaunchRecorder : IDisposable
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly GpuDevice _device;
    private readonly int _timed;
    private readonly List<LaunchRecord> _records = [];
    private readonly Stack<Action> _restore = new();

    private LaunchRecorder(GpuDevice device, int timed) => (_device, _timed) = (device, timed);

    /// <summary>Records of all kernels that have been compiled.</summary>
    public IReadOnlyList<LaunchRecord> Records => _records;

    /// <summary>Puts records in front of all kernels that a program and the library have compiled for a device.</summary>
    /// <typeparam name="TProgram">What the generator emitted; all of its kernels have been launched.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="timed">How often in a row each is launched to be timed; 0 counts only.</param>
    public static LaunchRecorder Of<TProgram>(GpuDevice device, int timed)
        where TProgram : struct, IGpuProgram
    {
        var recorder = new LaunchRecorder(device, timed);

        // A graph launches kernels without asking anybody.
        recorder._restore.Push(() => device.MakesGraphs = true);
        device.MakesGraphs = false;
        recorder.RecordLoaded(typeof(TProgram));
        return recorder;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_restore.TryPop(out Action? restore))
        {
            restore();
        }
    }

    private Delegate? Record(string name, Delegate? launch)
    {
        if (launch is null)
        {
            return null;
        }

        var record = new LaunchRecord(name, _device.Accelerator, _timed);
        _records.Add(record);
        return record.InFrontOf(launch);
    }

    /// <summary>The kernels that the device keeps, each by its number.</summary>
    private void RecordLoaded(Type program)
    {
        Dictionary<int, string> names = Names(program);
        Delegate?[] loaded = Loaded(_device.Card);
        for (int i = 0; i < loaded.Length; i++)
        {
            if (loaded[i] is { } launch)
            {
                int at = i;
                _restore.Push(() => Loaded(_device.Card)[at] = launch);
                loaded[i] = Record(names.GetValueOrDefault(i, $"kernel {i}"), launch);
            }
        }
    }

    /// <summary>Names of the library's kernels, and of those for products that a program has.</summary>
    private static Dictionary<int, string> Names(Type program)
    {
        IEnumerable<KeyValuePair<int, string>> library =
            from type in typeof(GpuDevice).Assembly.GetTypes().SelectMany(Closed)
            from field in type.GetFields(Fields)
            where field.IsStatic && IsKernel(field)
            select KeyValuePair.Create(Number(field.GetValue(null)!), $"{Name(type)}.{field.Name}");
        IEnumerable<KeyValuePair<int, string>> products =
            from field in program.GetFields(Fields)
            where field.IsStatic
            from kernel in Kernels(field.GetValue(null)!)
            select KeyValuePair.Create(Number(kernel), kernel.Method.Name);
        return new(library.Concat(products));
    }

    private static IEnumerable<ILibraryKernel> Kernels(object launcher) => launcher is IGpuLauncher { Tiled: { Count: > 0 } tiled }
        ? tiled.SelectMany(static tile => tile.Kernels.Values)
        : launcher.GetType().GetFields(Fields).Where(static field => !field.IsStatic).Select(field => field.GetValue(launcher)).OfType<ILibraryKernel>();

    private static bool IsKernel(FieldInfo field) => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(LibraryKernel<>);

    private static int Number(object kernel) => (int)kernel.GetType().GetField("_index", Fields)!.GetValue(kernel)!;

    private static string Name(Type type) => type.IsGenericType ? $"{type.Name.Split('`')[0]} of {type.GetGenericArguments()[0].Name}" : type.Name;

    /// <summary>A class of kernels, or those of a generic one: it has a kernel for each update rule.</summary>
    private static IEnumerable<Type> Closed(Type type) => !type.ContainsGenericParameters ? [type]
        : type.Name.Contains("UpdateKernel", StringComparison.Ordinal) && type.GetGenericArguments().Length == 1
            ? type.Assembly.GetTypes()
                .Where(static rule => rule is { IsValueType: true, ContainsGenericParameters: false } && typeof(IUpdateRule).IsAssignableFrom(rule))
                .Select(rule => type.MakeGenericType(rule))
        : [];

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_loaded")]
    private static extern ref Delegate?[] Loaded(GpuDevice device);
}
