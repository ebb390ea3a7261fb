using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.IR;

/// <summary>What layers lower themselves with: tensors, ops and repetitions, under the names of the layer at hand.</summary>
internal sealed class ProgramBuilder(ModelGraph program)
{
    private readonly Stack<Region> _regions = new([program.Forward]);
    private readonly List<string> _scopes = [];
    private LoopIndex? _loop;

    /// <summary>Whether the layer at hand ends the model: timm calls a linear one head and starts it at zero.</summary>
    public bool IsLastLayer { get; set; }

    /// <summary>What the weights of the layer at hand begin with, where that is not for the layer to say.</summary>
    public InitialWeights InitialWeights { get; set; } = new(0, 1);

    /// <summary>Reversible normalisations that are not undone yet, the last one on top.</summary>
    public Stack<Normalisation> Normalisations { get; } = [];

    /// <summary>The inputs of the model beside the first one, by name.</summary>
    public Dictionary<string, Value> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether what is written runs several times.</summary>
    public bool IsRepeated => _loop is not null;

    /// <summary>Says that the layer at hand reads these columns as categories.</summary>
    /// <param name="columns">So many numbers of each row.</param>
    /// <param name="categories">How many categories each column has.</param>
    /// <exception cref="RefusedException">They are no columns of the model's input.</exception>
    public void AddCategories(Value columns, IReadOnlyList<int> categories)
    {
        int[] places = InputPlaces.Of(columns, program.Input);
        if (places.Contains(-1))
        {
            throw new RefusedException(Descriptors.CategoriesAreComputed, (_, layer) => [layer, categories.Count]);
        }

        // Rows of an input lie at equal distances, or are one row that each token gets.
        int rows = places.Length / categories.Count, stride = rows > 1 ? places[categories.Count] - places[0] : 0;
        program.Categories.AddRange(categories.Select((count, column) => new CategoryColumn(Path(""), places[column], count, stride == 0 ? 1 : rows, stride)));
    }

    /// <summary>Opens a name: <c>mlp_tokens</c> in <c>blocks.0.mlp_tokens.fc1.weight</c>.</summary>
    public IDisposable Scope(string name)
    {
        _scopes.Add(name);
        return new OpenScope(_scopes);
    }

    /// <summary>What an action writes under a name.</summary>
    public T Under<T>(string name, Func<T> write)
    {
        using (Scope(name))
        {
            return write();
        }
    }

    /// <summary>A learned tensor under the name of the open scopes.</summary>
    /// <param name="name">Last part of the name, such as <c>weight</c>; empty for a tensor that has the name of the scopes itself.</param>
    /// <param name="shape">Shape in PyTorch.</param>
    /// <param name="initializer">Initial values: text of the call that makes them.</param>
    /// <param name="storage">How its numbers lie in the arena.</param>
    /// <param name="repeated">How it stands in the matrix of its layer, where it serves several blocks.</param>
    /// <param name="mask">Which weights of a sparse matrix [outputs, inputs] are kept; only those lie in the arena.</param>
    /// <param name="convolvedGroups">Groups of a convolution's weight; 0 for another weight.</param>
    public Value Parameter(
        string name, Shape shape, string initializer, ParameterStorage storage = ParameterStorage.RowMajor, RepeatedWeight? repeated = null,
        MaskSpec? mask = null, int convolvedGroups = 0)
    {
        string path = Path(name);
        ParameterStorage place = mask is null ? storage : ParameterStorage.Sparse;
        string initial = InitialWeights.Initializer(name, shape, initializer, mask);
        var parameter = new Parameter(path, shape, place, initial, _loop) { Repeated = repeated, Mask = mask, ConvolvedGroups = convolvedGroups };
        program.Parameters.Add(parameter);
        return new Value(path, ValueKind.Parameter, shape, _loop, parameter);
    }

    /// <summary>A tensor of the model that nobody learns, under the name of the open scopes: training moves it, inference reads it.</summary>
    /// <param name="name">Last part of the name.</param>
    /// <param name="shape">Shape in PyTorch.</param>
    /// <param name="initializer">Initial values: text of the call that makes them.</param>
    public Value State(string name, Shape shape, string initializer)
    {
        string path = Path(name);
        var state = new Parameter(path, shape, ParameterStorage.RowMajor, initializer, _loop) { IsState = true };
        program.Parameters.Add(state);
        return new Value(path, ValueKind.Parameter, shape, _loop, state);
    }

    /// <summary>
    /// A tensor that a file may have under the name of the open scopes, and that the model does without: of a version that had it, or where it makes no difference.
    /// </summary>
    /// <param name="name">Last part of the name.</param>
    /// <param name="shape">Shape in PyTorch.</param>
    public Parameter Ignore(string name, Shape shape)
    {
        var ignored = new Parameter(Path(name), shape, ParameterStorage.RowMajor, "", _loop);
        program.Ignored.Add(ignored);
        return ignored;
    }

    /// <summary>A frozen random permutation. Each repetition of the loops around it has its own.</summary>
    /// <param name="length">Numbers that it orders.</param>
    /// <param name="seed">Seed of the declaration.</param>
    /// <param name="name">
    /// Last part of the stream's name, behind the open scopes; without it the stream is the number of the repetition, so that two layers
    /// with the same seed have the same permutation.
    /// </param>
    public RandomPermutation RandomPermutation(int length, int seed, string? name = null)
    {
        IEnumerable<string> numbers = (_loop?.Path() ?? []).Reverse().Select(static loop => "{" + loop.Variable + "}");
        return new RandomPermutation(length, seed, name is null ? string.Join(".", numbers) : Path(name), _loop);
    }

    /// <summary>A permutation that a member of the user's gives.</summary>
    /// <param name="length">Numbers that it orders.</param>
    /// <param name="member">The member.</param>
    /// <param name="name">Last part of the permutation's name, behind the open scopes. Repetitions have lists of their own where the member asks for names.</param>
    public ListedPermutation ListedPermutation(int length, ListMember member, string name) => member.Form == ListForm.OfLengthAndName
        ? new ListedPermutation(length, member, Path(name), _loop)
        : new ListedPermutation(length, member, "", null);

    /// <summary>Adds a permutation under the name of the open scopes.</summary>
    /// <param name="name">Last part of its name.</param>
    /// <param name="kind">Where it comes from, as a number of the runtime's enumeration.</param>
    /// <param name="factor">The permutation.</param>
    /// <param name="input">What it orders.</param>
    public Value Permute(string name, int kind, PermutationFactor factor, Value input)
    {
        program.Permutations.Add(new NamedPermutation(Path(name), kind, input.Size, factor, _loop));
        return Append(new PermuteOp([factor], input, Activation(name, input.Shape)));
    }

    /// <summary>Random bits for training under the name of the open scopes. Each repetition of the loops around them has its own.</summary>
    /// <param name="name">Last part of the name.</param>
    public NoiseSource Noise(string name) => new(Path(name), _loop);

    /// <summary>A new activation under the name of the open scopes.</summary>
    public Value Activation(string name, Shape shape) => new(Plain(Path(name)), ValueKind.Activation, shape, _loop, path: Path(name));

    /// <summary>Adds an op.</summary>
    /// <returns>Its first output.</returns>
    public Value Append(Op op)
    {
        _regions.Peek().Add(op);
        return op.Output;
    }

    /// <summary>Runs a body <paramref name="count"/> times, each with parameters of its own; once needs no loop.</summary>
    /// <param name="scope">The name of a copy, in which <c>{0}</c> stands for its number.</param>
    /// <param name="variable">Name of the loop variable; inside a loop of that name it gets a number.</param>
    /// <param name="first">Number of the first copy.</param>
    /// <param name="count">Number of copies.</param>
    /// <param name="input">What the first copy gets.</param>
    /// <param name="body">The body: from what a copy gets to what it hands on, of the same shape.</param>
    public Value Repeat(string scope, string variable, int first, int count, Value input, Func<Value, Value> body)
    {
        if (count == 1)
        {
            using (Scope(scope.Replace("{0}", Emission.Text.Of(first))))
            {
                return body(input);
            }
        }

        variable = Unused(variable);
        var index = new LoopIndex(variable, count, first, _loop);
        Value initial = Append(new CopyOp(input, Activation(variable + ".first", input.Shape)));
        Value result = Activation(variable + ".last", input.Shape);
        _loop = index;
        using (Scope(scope.Replace("{0}", "{" + variable + "}")))
        {
            var loop = new Loop(index, isReversed: false);
            var carried = new Carried { Initial = initial, Argument = Activation("input", input.Shape), Result = result };
            loop.Carried.Add(carried);
            _regions.Push(loop.Body);
            carried.Yield = Append(new CopyOp(body(carried.Argument), Activation("output", input.Shape)));
            _regions.Pop();
            _regions.Peek().Nodes.Add(loop);
        }

        _loop = index.Parent;
        return result;
    }

    private string Unused(string variable)
    {
        string[] taken = [.. _loop?.Path().Select(static l => l.Variable) ?? []];
        string unused = variable;
        for (int number = 2; taken.Contains(unused); number++)
        {
            unused = variable + Emission.Text.Of(number);
        }

        return unused;
    }

    private string Path(string name) => string.Join(".", name.Length == 0 ? _scopes : _scopes.Append(name));

    /// <summary>Without loop variables: values of a loop are not told apart by number.</summary>
    private static string Plain(string path) =>
        string.Join(".", path.Split('.').Where(static word => !word.StartsWith("{", StringComparison.Ordinal)));

    private sealed class OpenScope(List<string> scopes) : IDisposable
    {
        public void Dispose() => scopes.RemoveAt(scopes.Count - 1);
    }
}
