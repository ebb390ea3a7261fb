using System.ComponentModel;
using System.Reflection;

namespace SparseGen.Tests.Threads;

/// <summary>What is public for generated code alone does not offer itself to people: it has references without bounds.</summary>
public sealed class GeneratedCodeOnlyTests
{
    private static readonly string[] Namespaces = ["SparseGen.Simd", "SparseGen.Execution", "SparseGen.Gpu"];

    /// <summary>Update rules of users are written against vectors, and GPU kernels of theirs against a device.</summary>
    private static readonly string[] ForPeople = ["SparseGen.Simd.ISimd`1", "SparseGen.Gpu.GpuDevice"];

    [Fact]
    public void EditorsDoNotOfferIt()
    {
        Type[] types = [.. typeof(Device).Assembly.GetExportedTypes().Where(type => Namespaces.Contains(type.Namespace) && !type.IsNested)];
        Assert.True(types.Length > 15);
        Assert.Equal(ForPeople.Order(), types.Where(IsOffered).Select(type => type.FullName!).Order());
    }

    private static bool IsOffered(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never;
}
