using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>
/// What tangent rules work with. A tangent is the derivative of a value along a direction in the space of the parameters, and of the input where that was given one. Beside the
/// tangents the builder has the values themselves: those of the forward pass where they are kept, the others computed again.
/// </summary>
internal sealed class TangentBuilder
{
    private readonly Region _region;
    private readonly LoopIndex? _loop;
    private readonly Func<Value, bool> _isSaved;
    private readonly Dictionary<Value, Value> _tangents;
    private readonly Dictionary<Value, Value> _primals;

    /// <param name="region">Where ops go.</param>
    /// <param name="isSaved">Which values are there already when the region runs.</param>
    public TangentBuilder(Region region, Func<Value, bool> isSaved)
        : this(region, null, isSaved, [], [])
    {
    }

    private TangentBuilder(
        Region region, LoopIndex? loop, Func<Value, bool> isSaved, Dictionary<Value, Value> tangents, Dictionary<Value, Value> primals)
    {
        _region = region;
        _loop = loop;
        _isSaved = isSaved;
        _tangents = tangents;
        _primals = primals;
    }

    /// <summary>A builder for a region that runs later: it knows the tangents of this one, and computes values again by itself.</summary>
    public TangentBuilder Continue(Region region) => new(region, null, _isSaved, _tangents, []);

    /// <summary>The tangent of <paramref name="value"/>, or null when no direction moves it.</summary>
    public Value? Tangent(Value value)
    {
        if (!_tangents.TryGetValue(value, out Value? tangent) && value.Kind == ValueKind.Parameter)
        {
            tangent = new Value(value.Name, ValueKind.ParameterTangent, value.Shape, value.Loop, value.Parameter);
            _tangents[value] = tangent;
        }

        return tangent;
    }

    /// <summary>The tangent, made of zeros where there is none.</summary>
    public Value TangentOrZero(Value value)
    {
        if (Tangent(value) is { } known)
        {
            return known;
        }

        Value zero = New(value, ".tangent");
        Append(new ZeroOp(zero));
        return zero;
    }

    /// <summary>Names the tangent of a value: one that is there already.</summary>
    public void SetTangent(Value value, Value tangent) => _tangents[value] = tangent;

    /// <summary>A new value, the tangent of <paramref name="value"/>; the tangent of a parameter's gradient is added up where that is.</summary>
    public Value NewTangent(Value value)
    {
        if (value.Kind == ValueKind.ParameterGradient)
        {
            return value;
        }

        Value tangent = New(value, ".tangent");
        SetTangent(value, tangent);
        return tangent;
    }

    /// <summary>A new value that is part of a tangent.</summary>
    public Value NewPart(Value value) => New(value, ".tangent.part");

    /// <summary>The value itself, for use here.</summary>
    public Value Primal(Value value) => _primals.TryGetValue(value, out Value? primal) ? primal : value;

    /// <summary>A new value that is <paramref name="value"/> computed again; for rules that have it at hand anyway.</summary>
    public Value NewPrimal(Value value)
    {
        Value primal = New(value, ".recomputed");
        _primals[value] = primal;
        return primal;
    }

    /// <summary>The rule of linear ops: the op itself, on tangents.</summary>
    public void AddLinear(Op op) => Append(((IRepeatable)op).Clone([.. op.Inputs.Select(TangentOrZero)], [.. op.Outputs.Select(NewTangent)]));

    /// <summary>Adds an op.</summary>
    public void Append(Op op) => _region.Add(op);

    /// <summary>Adds tangents and values of all nodes. What nobody wants of it is removed later (<see cref="DeadCode"/>).</summary>
    public void AddRegion(Region source)
    {
        foreach (Node node in source.Nodes)
        {
            if (node is Loop loop)
            {
                AddLoop(loop);
                continue;
            }

            var op = (Op)node;
            if (op.Inputs.Any(v => Tangent(v) is not null))
            {
                ((ILinearizable)op).Jvp(this);
            }

            AddPrimal(op);
        }
    }

    /// <summary>Computes an op again, unless its results are there: kept, or delivered with the tangent. Gradients of parameters are not.</summary>
    private void AddPrimal(Op op)
    {
        Value[] missing = [.. op.Outputs.Where(v => v.Kind == ValueKind.Activation && !_isSaved(v) && !_primals.ContainsKey(v))];
        if (missing.Length > 0)
        {
            Value[] inputs = [.. op.Inputs.Select(Primal)];
            Append(((IRepeatable)op).Clone(inputs, [.. missing.Select(NewPrimal)]));
        }
    }

    /// <summary>The loop carries the tangents beside the values. The loop of a value that is kept does not carry it.</summary>
    private void AddLoop(Loop loop)
    {
        var twin = new Loop(loop.Index, loop.IsReversed);
        var inside = new TangentBuilder(twin.Body, loop.Index, _isSaved, _tangents, _primals);
        bool startsTangents = loop.Body.AllOps().Any(static op => op.Inputs.Any(static v => v.Kind == ValueKind.Parameter));
        var open = new List<(Carried Carried, Func<Value> Yield)>();
        foreach (Carried carried in loop.Carried)
        {
            if (!_isSaved(carried.Argument))
            {
                open.Add((Open(carried, inside, Primal(carried.Initial), static (builder, v) => builder.NewPrimal(v)), () => inside.Primal(carried.Yield)));
            }

            if (startsTangents || Tangent(carried.Initial) is not null)
            {
                open.Add((Open(carried, inside, TangentOrZero(carried.Initial), static (builder, v) => builder.NewTangent(v)), () => inside.TangentOrZero(carried.Yield)));
            }
        }

        inside.AddRegion(loop.Body);
        foreach ((Carried carried, Func<Value> yield) in open)
        {
            inside.Append(new CopyOp(yield(), carried.Yield));
            twin.Carried.Add(carried);
        }

        _region.Nodes.Add(twin);
    }

    /// <summary>A carried value of the new loop, with names for what the body reads and for the result.</summary>
    private Carried Open(Carried source, TangentBuilder inside, Value start, Func<TangentBuilder, Value, Value> create)
    {
        Value argument = create(inside, source.Argument);
        var carried = new Carried
        {
            Initial = New(source.Initial, ".start"),
            Argument = argument,
            Yield = inside.New(source.Yield, ".next"),
            Result = create(this, source.Result),
        };
        Append(new CopyOp(start, carried.Initial));
        return carried;
    }

    private Value New(Value value, string suffix) => new(value.Name + suffix, ValueKind.Activation, value.Shape, _loop);
}
