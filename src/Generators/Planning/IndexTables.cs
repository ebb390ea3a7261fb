using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>The index lists of a model and the names of the fields that hold them.</summary>
internal sealed class IndexTables
{
    private readonly Dictionary<IndexTable, string> _names = [];

    /// <param name="regions">All regions that kernels are written for.</param>
    public IndexTables(IEnumerable<Region> regions)
    {
        var unique = new UniqueNames("");
        foreach (Op op in regions.SelectMany(static region => region.AllOps()))
        {
            foreach (IndexTable table in op is ITableReader reader ? reader.Tables : [])
            {
                if (!_names.ContainsKey(table))
                {
                    _names[table] = unique.Next(op.Output.Name);
                }
            }
        }
    }

    public IReadOnlyDictionary<IndexTable, string> Names => _names;

    /// <summary>The field and the offset of the repetition at hand, as arguments.</summary>
    public string Arguments(IndexTable table) => $"IndexTables.{_names[table]}, {table.Offset()}";
}
