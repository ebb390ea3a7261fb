using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Places of tensors in an arena that does not depend on the batch. The tensors of a loop's body lie together, once for each repetition,
/// so that a repetition is an offset.
/// </summary>
internal sealed class ParameterArena
{
    private readonly Func<Parameter, long> _length;
    private readonly Dictionary<Parameter, long> _offsets = [];
    private readonly Dictionary<LoopIndex, long> _strides = [];

    /// <param name="parameters">The tensors, in the order of the layers.</param>
    /// <param name="length">Floats of one tensor.</param>
    public ParameterArena(IReadOnlyList<Parameter> parameters, Func<Parameter, long> length)
    {
        _length = length;
        Parameters = parameters;
        Length = Place(parameters, null, 0);
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Floats of the arena.</summary>
    public long Length { get; }

    /// <summary>Offset of a tensor's first repetition.</summary>
    public long Offset(Parameter parameter) => _offsets[parameter];

    /// <summary>What loop counters add to the offset, outermost first.</summary>
    public IEnumerable<(string Variable, long Stride)> Steps(Parameter parameter) =>
        (parameter.Loop?.Path() ?? []).Reverse().Select(loop => (loop.Variable, _strides[loop]));

    private long Place(IReadOnlyList<Parameter> parameters, LoopIndex? parent, long start)
    {
        long cursor = start;
        for (int i = 0; i < parameters.Count;)
        {
            Parameter parameter = parameters[i];
            if (parameter.Loop == parent)
            {
                _offsets[parameter] = cursor;
                cursor = Sizes.Plus(cursor, IntervalAllocator.Round(_length(parameter)));
                i++;
                continue;
            }

            LoopIndex loop = parameter.Loop!.Path().First(l => l.Parent == parent);
            Parameter[] body = [.. parameters.Skip(i).TakeWhile(p => p.Loop?.Path().Contains(loop) == true)];
            _strides[loop] = Place(body, loop, cursor) - cursor;
            cursor = Sizes.Plus(cursor, Sizes.Times(_strides[loop], loop.Count));
            i += body.Length;
        }

        return cursor;
    }
}
