using System.ComponentModel;
using System.Reflection;

namespace SparseGen.Tests.Threads;

/// <summary>What is public for generated code alone does not offer itself to people: it has references without bounds.</summary>
public sealed class GeneratedCodeOnlyTests
{
    /// <summary>What people declare, train and load with is in this namespace, and what generated code needs in those below it.</summary>
    private const string OfPeople = "SparseGen";

    /// <summary>Update rules of users are written against vectors, and GPU kernels of theirs against a device, whose compiled kernels they may keep elsewhere.</summary>
    private static readonly string[] ForPeople = ["SparseGen.Simd.ISimd`1", "SparseGen.Gpu.GpuDevice", "SparseGen.Gpu.KernelCache"];

    [Fact]
    public void EditorsDoNotOfferIt()
    {
        Type[] types =
        [
            .. new[] { typeof(Device), typeof(SparseGen.Gpu.GpuDevice) }.SelectMany(static one => one.Assembly.GetExportedTypes())
                .Where(type => type.Namespace != OfPeople && !type.IsNested),
        ];
        Assert.Superset(new HashSet<string?> { "SparseGen.Simd", "SparseGen.Execution", "SparseGen.Gpu" }, types.Select(static type => type.Namespace).ToHashSet());
        Assert.Equal(ForPeople.Order(), types.Where(IsOffered).Select(type => type.FullName!).Order());
    }

    private static bool IsOffered(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never;
}
