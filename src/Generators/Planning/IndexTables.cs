using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>The index lists of a model and the names of the fields that hold them.</summary>
internal sealed class IndexTables
{
    private readonly Dictionary<IndexTable, string> _names = [];
    private readonly HashSet<IndexTable> _ofGpu = [];

    /// <param name="regions">All regions that kernels of the CPU are written for, or that are described.</param>
    /// <param name="onGpu">Those of kernels for GPUs.</param>
    public IndexTables(IEnumerable<Region> regions, IEnumerable<Region> onGpu)
    {
        var unique = new UniqueNames("");
        Add(regions, unique, []);
        Add(onGpu, unique, _ofGpu);
    }

    public IReadOnlyDictionary<IndexTable, string> Names => _names;

    /// <summary>Whether kernels for GPUs alone read a list.</summary>
    public bool IsOfGpu(IndexTable table) => _ofGpu.Contains(table);

    private void Add(IEnumerable<Region> regions, UniqueNames unique, HashSet<IndexTable> added)
    {
        foreach (Op op in regions.SelectMany(static region => region.AllOps()))
        {
            foreach (IndexTable table in op is ITableReader reader ? reader.Tables : [])
            {
                if (!_names.ContainsKey(table))
                {
                    _names[table] = unique.Next(op.Output.Name);
                    added.Add(table);
                }
            }
        }
    }

    /// <summary>The field and the offset of the repetition at hand, as arguments.</summary>
    public string Arguments(IndexTable table) => $"IndexTables.{_names[table]}, {table.Offset()}";
}
