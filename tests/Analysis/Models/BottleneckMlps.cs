namespace SparseGen.Tests.Analysis;

/// <summary>B_6-Wi_256 for images of 64 x 64 in 11,230 classes.</summary>
[Model]
[ImageInput(64, 64, 3), Flatten, Linear(256)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(11230)]
public sealed partial class Bottleneck6Width256Of64;

/// <summary>B_12-Wi_256 for images of 64 x 64 in 11,230 classes.</summary>
[Model]
[ImageInput(64, 64, 3), Flatten, Linear(256)]
[BottleneckMlpBlock(expansion: 4, Repeat = 12)]
[Linear(11230)]
public sealed partial class Bottleneck12Width256Of64;

/// <summary>B_6-Wi_512 for images of 64 x 64 in 11,230 classes.</summary>
[Model]
[ImageInput(64, 64, 3), Flatten, Linear(512)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(11230)]
public sealed partial class Bottleneck6Width512Of64;

/// <summary>B_12-Wi_512 for images of 64 x 64 in 11,230 classes.</summary>
[Model]
[ImageInput(64, 64, 3), Flatten, Linear(512)]
[BottleneckMlpBlock(expansion: 4, Repeat = 12)]
[Linear(11230)]
public sealed partial class Bottleneck12Width512Of64;

/// <summary>B_6-Wi_1024 for images of 64 x 64 in 11,230 classes.</summary>
[Model]
[ImageInput(64, 64, 3), Flatten, Linear(1024)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(11230)]
public sealed partial class Bottleneck6Width1024Of64;

/// <summary>B_12-Wi_1024 for images of 64 x 64 in 11,230 classes.</summary>
[Model]
[ImageInput(64, 64, 3), Flatten, Linear(1024)]
[BottleneckMlpBlock(expansion: 4, Repeat = 12)]
[Linear(11230)]
public sealed partial class Bottleneck12Width1024Of64;

/// <summary>B_6-Wi_256 for images of 32 x 32 in 10 classes.</summary>
[Model]
[ImageInput(32, 32, 3), Flatten, Linear(256)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(10)]
public sealed partial class Bottleneck6Width256Of32;

/// <summary>B_12-Wi_256 for images of 32 x 32 in 10 classes.</summary>
[Model]
[ImageInput(32, 32, 3), Flatten, Linear(256)]
[BottleneckMlpBlock(expansion: 4, Repeat = 12)]
[Linear(10)]
public sealed partial class Bottleneck12Width256Of32;

/// <summary>B_6-Wi_512 for images of 32 x 32 in 10 classes.</summary>
[Model]
[ImageInput(32, 32, 3), Flatten, Linear(512)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(10)]
public sealed partial class Bottleneck6Width512Of32;

/// <summary>B_12-Wi_512 for images of 32 x 32 in 10 classes.</summary>
[Model]
[ImageInput(32, 32, 3), Flatten, Linear(512)]
[BottleneckMlpBlock(expansion: 4, Repeat = 12)]
[Linear(10)]
public sealed partial class Bottleneck12Width512Of32;

/// <summary>B_6-Wi_1024 for images of 32 x 32 in 10 classes.</summary>
[Model]
[ImageInput(32, 32, 3), Flatten, Linear(1024)]
[BottleneckMlpBlock(expansion: 4, Repeat = 6)]
[Linear(10)]
public sealed partial class Bottleneck6Width1024Of32;

/// <summary>B_12-Wi_1024 for images of 32 x 32 in 10 classes.</summary>
[Model]
[ImageInput(32, 32, 3), Flatten, Linear(1024)]
[BottleneckMlpBlock(expansion: 4, Repeat = 12)]
[Linear(10)]
public sealed partial class Bottleneck12Width1024Of32;
