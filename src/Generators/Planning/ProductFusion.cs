using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Grows one product by the ops that follow it: first a residual, then any elementwise ops.</summary>
internal sealed class ProductFusion(DefUse readers, ProductOp product, Func<Value, bool> isNeeded)
{
    private readonly List<Op> _folded = [product];
    private readonly List<ElementwiseOp> _epilogue = [];
    private Value? _residual;
    private Value? _sum;

    private Value Result => _epilogue.Count > 0 ? _epilogue[_epilogue.Count - 1].Output : _sum ?? product.Output;

    public void Run()
    {
        while (Candidates().Any(Fold))
        {
        }

        FusedProduct fused = Build();
        for (; !fused.CanRun && _folded.Count > 1; fused = Build())
        {
            // It stays an op of its own. Only the end is known to be too long: on the way, what a later op takes along may be stored yet.
            Unfold();
        }

        Node place = Place() ?? throw new InvalidOperationException($"No place for the fused product of {product.Output}.");
        readers.Replace([.. _folded.Select(static op => (op, op.Inputs, op.Outputs))], fused, place);
    }

    /// <summary>
    /// The elementwise ops that come next for what the chain computes. An activation's gradient may bring the activation along, and dropout
    /// has something to do to both.
    /// </summary>
    private IReadOnlyList<ElementwiseOp> Candidates()
    {
        IEnumerable<Value> results = _epilogue.Count > 0 ? _epilogue.SelectMany(static op => op.Outputs) : [Result];
        return [.. results.Select(FirstReader).OfType<ElementwiseOp>().Where(op => !_folded.Contains(op))];
    }

    /// <summary>Takes the op in, unless somebody needs a result before all operands of the fused op are there.</summary>
    private bool Fold(ElementwiseOp next)
    {
        bool isResidual = next is AddOp && _epilogue.Count == 0 && _sum is null && next.Inputs[0] != next.Inputs[1] && !isNeeded(Result)
            && readers.Of(Result).Count == 1;
        _folded.Add(next);
        if (isResidual)
        {
            _residual = next.Inputs[0] == product.Output ? next.Inputs[1] : next.Inputs[0];
            _sum = next.Output;
        }
        else
        {
            _epilogue.Add(next);
        }

        if (Place() is not null)
        {
            return true;
        }

        Unfold();
        return false;
    }

    /// <summary>Lets go of the op that came last; the residual comes before all of the epilogue.</summary>
    private void Unfold()
    {
        _folded.RemoveAt(_folded.Count - 1);
        if (_epilogue.Count == 0)
        {
            (_residual, _sum) = (null, null);
        }
        else
        {
            _epilogue.RemoveAt(_epilogue.Count - 1);
        }
    }

    /// <summary>The node after which all operands are there, if that is before the first reader of any result.</summary>
    private Node? Place()
    {
        Value[] outputs = [.. _folded.SelectMany(static op => op.Outputs)];
        IEnumerable<Value> operands = _folded.SelectMany(static op => op.Inputs).Except(outputs);
        Node ready = product;
        foreach (Node producer in operands.Select(readers.Producer).OfType<Node>())
        {
            ready = readers.Place(producer) > readers.Place(ready) ? producer : ready;
        }

        IEnumerable<Node> readLater = outputs.SelectMany(readers.Of).Except(_folded).Concat<Node>(outputs.SelectMany(readers.StartedBy));
        return readLater.All(reader => readers.Place(reader) > readers.Place(ready)) ? ready : null;
    }

    private Op? FirstReader(Value value) => readers.Of(value) is [Op first, ..] ? first : null;

    private FusedProduct Build()
    {
        if (_epilogue.Count == 0)
        {
            return new FusedProduct(product, _residual, _sum);
        }

        var chain = new ElementwiseChain([.. _epilogue]);
        Value[] stored = [.. chain.Outputs.Where(v => isNeeded(v) || readers.Of(v).Any(op => !_folded.Contains(op)))];
        Value result = _sum ?? product.Output;
        bool resultIsRead = isNeeded(result) || readers.Of(result).Any(op => !_folded.Contains(op));
        return new FusedProduct(product, _residual, _sum, chain, stored) { IsInPlace = !resultIsRead && stored.Length > 0 };
    }
}
