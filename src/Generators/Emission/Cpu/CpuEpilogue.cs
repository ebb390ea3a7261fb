using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// The epilogue of a product: one call of the library's for each op, on the tile that the product has just stored. A value that an op leaves for a later one, and nobody else
/// wants, lies in a tile of the workspace meanwhile.
/// </summary>
internal sealed class CpuEpilogue
{
    private readonly FusedProduct _fused;
    private readonly ElementwiseChain _chain;
    private readonly long _room;
    private readonly long _tileLength;
    private readonly Dictionary<Value, string> _tiles = [];
    private readonly Dictionary<Value, int> _temporaries = [];
    private readonly SortedSet<int> _free = [];
    private readonly List<string> _calls = [];
    private int _temporaryCount;

    private CpuEpilogue(FusedProduct fused, long room, long tileLength)
    {
        (_fused, _chain, _room, _tileLength) = (fused, fused.Epilogue!, room, tileLength);
        _tiles[fused.Result] = Tile("Output");
        for (int i = 0; i < fused.EpilogueOperands.Count; i++)
        {
            _tiles[fused.EpilogueOperands[i]] = Tile(OperandText.Operand(i));
        }

        Write();
    }

    /// <summary>The type argument for the epilogue of a product; its type is written when it is new.</summary>
    /// <param name="cpu">The pass.</param>
    /// <param name="fused">The product.</param>
    /// <param name="room">Floats of the workspace that the product itself uses.</param>
    /// <param name="tileLength">Floats of a tile.</param>
    /// <param name="needsWorkspace">Whether the epilogue has need of the workspace.</param>
    public static string Type(CpuContext cpu, FusedProduct fused, long room, long tileLength, out bool needsWorkspace)
    {
        if (fused.Epilogue is not { } chain)
        {
            needsWorkspace = false;
            return "NoEpilogue";
        }

        var epilogue = new CpuEpilogue(fused, room, tileLength);
        needsWorkspace = epilogue._temporaryCount > 0;
        if (needsWorkspace)
        {
            cpu.Workspace(room + (epilogue._temporaryCount * tileLength));
        }

        return cpu.Kernel($"Epilogue|{string.Join("\n", epilogue._calls)}", $"{chain.Name}Epilogue", (code, name) => epilogue.WriteType(code, name));
    }

    private static string Tile(string operand) => $"new Tile(ref Unsafe.Add(ref operands.{operand}, at), stride)";

    private void WriteType(CodeWriter code, string name)
    {
        code.Summary($"{_chain.Description} of what a product has stored.");
        code.Line(GeneratedMarks.NestedType);
        using (code.Block($"private readonly struct {name} : IEpilogue"))
        using (code.Block($"public static void Run<TSimd, TVector>(scoped in ProductOperands operands, int at, int rows, int columns, int stride)", CpuContext.Constraints))
        {
            foreach (string call in _calls)
            {
                code.Lines(call);
            }
        }
    }

    private void Write()
    {
        // The first stored result may overwrite the product's, but only when nobody reads that any more.
        Value? overwriting = _fused.IsInPlace ? _fused.Stored[0] : null;
        for (int i = 0; i < _chain.Ops.Count; i++)
        {
            ElementwiseOp op = _chain.Ops[i];
            string[] inputs = [.. op.Inputs.Select(value => _tiles[value])];
            Value[] later = [.. _chain.Ops.Skip(i + 1).SelectMany(static o => o.Inputs)];
            foreach (Value dead in op.Inputs.Where(value => _temporaries.ContainsKey(value) && !later.Contains(value)).Distinct())
            {
                _free.Add(_temporaries[dead]);
            }

            foreach (Value output in op.Outputs.Where(output => !_tiles.ContainsKey(output)))
            {
                _tiles[output] = output == overwriting && !later.Contains(_fused.Result) ? _tiles[_fused.Result] : Temporary(output);
            }

            int noise = op.Noise is null ? 0 : _chain.Noises.ToList().IndexOf(op.Noise);
            (string kernel, IEnumerable<string> arguments) = op.OnTiles(
                inputs, op.Outputs.Select(value => _tiles[value]), $"operands.{OperandText.Noise(noise)}.From(at)", "stride");
            AddCall(kernel, arguments);
        }

        if (overwriting is not null && _temporaries.ContainsKey(overwriting))
        {
            AddCall("Elementwise.Copy<TSimd, TVector>", [_tiles[overwriting], _tiles[_fused.Result]]);
        }
    }

    private void AddCall(string kernel, IEnumerable<string> arguments)
    {
        var call = new CodeWriter();
        call.Call(kernel, [.. arguments, "rows", "columns"]);
        _calls.Add(call.ToString().TrimEnd('\n'));
    }

    private string Temporary(Value value)
    {
        int index = _free.Count > 0 ? _free.Min : _temporaryCount++;
        _free.Remove(index);
        _temporaries[value] = index;
        return $"new Tile(ref Unsafe.Add(ref operands.Workspace, {Text.Of(_room + (index * _tileLength))}), columns)";
    }
}
