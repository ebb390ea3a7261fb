using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Gpu;

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
    /// <typeparam name="TProgram">What the generator emitted.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="program">The program, all of whose kernels have been launched.</param>
    /// <param name="timed">How often in a row each is launched to be timed; 0 counts only.</param>
    public static LaunchRecorder Of<TProgram>(GpuDevice device, StrongBox<TProgram> program, int timed)
        where TProgram : struct, IGpuProgram
    {
        var recorder = new LaunchRecorder(device, timed);
        TProgram old = program.Value;
        recorder._restore.Push(() => program.Value = old);
        object changed = old;
        foreach (FieldInfo field in typeof(TProgram).GetFields(Fields).Where(static field => field.FieldType.IsSubclassOf(typeof(Delegate))))
        {
            field.SetValue(changed, recorder.Record(field.Name.TrimStart('_'), (Delegate?)field.GetValue(changed)));
        }

        program.Value = (TProgram)changed;
        recorder.RecordNumbered();
        Array.ForEach([.. typeof(GpuDevice).Assembly.GetTypes().SelectMany(Closed)], recorder.RecordStatic);
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

    /// <summary>Kernels of the library that a device keeps by their numbers.</summary>
    private void RecordNumbered()
    {
        Dictionary<int, string> names = NumberedNames();
        Delegate?[] loaded = Loaded(_device);
        for (int i = 0; i < loaded.Length; i++)
        {
            if (loaded[i] is { } launch)
            {
                int at = i;
                _restore.Push(() => Loaded(_device)[at] = launch);
                loaded[i] = Record(names.GetValueOrDefault(i, $"kernel {i}"), launch);
            }
        }
    }

    private static Dictionary<int, string> NumberedNames() => new(
        from type in typeof(GpuDevice).Assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(Fields)
        where field.IsStatic && field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(LibraryKernel<>)
        let number = (int)field.FieldType.GetField("_index", Fields)!.GetValue(field.GetValue(null))!
        select KeyValuePair.Create(number, $"{type.Name}.{field.Name}"));

    /// <summary>Kernels that a class keeps by device.</summary>
    private void RecordStatic(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Fields).Where(static field => field.IsStatic && typeof(IDictionary).IsAssignableFrom(field.FieldType)))
        {
            if (field.FieldType.GetGenericArguments() is [{ } key, { } value] && key == typeof(GpuDevice) && value.IsSubclassOf(typeof(Delegate)))
            {
                var kernels = (IDictionary)field.GetValue(null)!;
                if (kernels[_device] is Delegate launch)
                {
                    _restore.Push(() => kernels[_device] = launch);
                    kernels[_device] = Record(type.IsGenericType ? $"{type.Name.Split('`')[0]} of {type.GetGenericArguments()[0].Name}" : type.Name, launch);
                }
            }
        }
    }

    /// <summary>A class of kernels, or those of a generic one: it has a kernel for each update rule.</summary>
    private static IEnumerable<Type> Closed(Type type) => type.Namespace != typeof(GpuDevice).Namespace || type.IsInterface || type.IsNested ? []
        : !type.ContainsGenericParameters ? [type]
        : type.Name.Contains("UpdateKernel", StringComparison.Ordinal) && type.GetGenericArguments().Length == 1
            ? type.Assembly.GetTypes()
                .Where(static rule => rule is { IsValueType: true, ContainsGenericParameters: false } && typeof(IUpdateRule).IsAssignableFrom(rule))
                .Select(rule => type.MakeGenericType(rule))
        : [];

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_loaded")]
    private static extern ref Delegate?[] Loaded(GpuDevice device);
}
