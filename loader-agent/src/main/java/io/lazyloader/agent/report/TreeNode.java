package io.lazyloader.agent.report;

import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.RegionProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One initialisation in a {@link Tree}: that of a class without its regions, or that of a region.
 * Does not change once the tree is made.
 *
 * <p>Figures of several runs are medians. Totals are sums of what is shown below, so that a tree
 * adds up, which medians of measured totals would not.
 */
public final class TreeNode {
  private final int index;
  private final ClassProfile ofClass;
  private final @Nullable RegionProfile region;
  private final @Nullable TreeNode owner;
  private final Initialisation initialisation;
  private final String name;
  private final List<TreeNode> children = new ArrayList<>(0);
  private final long startNanos;
  private final long selfNanos;
  private final long selfBytes;
  private final long selfLoaded;
  private @Nullable TreeNode parent;
  private int depth;
  private long totalNanos;
  private long totalBytes;
  private long totalLoaded;

  TreeNode(
      int index, ClassProfile ofClass, @Nullable RegionProfile region, @Nullable TreeNode owner) {
    this.index = index;
    this.ofClass = ofClass;
    this.region = region;
    this.owner = owner;
    this.parent = owner;
    this.initialisation = region == null ? ofClass.initialisation() : region.initialisation();
    this.name = region == null ? ofClass.name() : region.name(ofClass.name());
    this.startNanos = initialisation.median(Measure.START);
    this.selfNanos = initialisation.median(Measure.SELF_TIME);
    this.selfBytes = initialisation.median(Measure.SELF_ALLOCATED);
    this.selfLoaded = initialisation.median(Measure.SELF_LOADED);
  }

  /** Its place among the nodes of the tree, from 0. */
  int index() {
    return index;
  }

  void setParent(TreeNode parent) {
    this.parent = parent;
  }

  void setDepth(int depth) {
    this.depth = depth;
  }

  /** Its children, to add to. */
  List<TreeNode> grownChildren() {
    return children;
  }

  /** Adds up its totals from those of its children. */
  void sumUp() {
    totalNanos = selfNanos;
    totalBytes = selfBytes;
    totalLoaded = selfLoaded;
    for (TreeNode child : children) {
      totalNanos += child.totalNanos;
      totalBytes += child.totalBytes;
      totalLoaded += child.totalLoaded;
    }
  }

  /** In how many runs its class was initialised. */
  long classRuns() {
    return ofClass.initialisation().runs();
  }

  /** Of a region, its class; of a class, itself. */
  TreeNode owner() {
    return owner == null ? this : owner;
  }

  /**
   * Names it as profiles do.
   *
   * @return {@code com.acme.Main}, or {@code com.acme.Main#LOG} for a region
   */
  public String name() {
    return name;
  }

  /**
   * Names the class that declares it.
   *
   * @return a binary name
   */
  public String className() {
    return ofClass.name();
  }

  /**
   * Tells which class file it is from.
   *
   * @return the hash in the profile
   */
  public String hash() {
    return ofClass.hash();
  }

  /**
   * Returns the fields that it assigns.
   *
   * @return at least one of a region, none of a class
   */
  public List<String> fields() {
    return region == null ? List.of() : region.fields();
  }

  /**
   * Tells where it begins in the source.
   *
   * @return 0 if that is not known, and of a class
   */
  public int line() {
    return region == null ? 0 : region.line();
  }

  /**
   * Returns what is known of it as a region.
   *
   * @return null of a class
   */
  public @Nullable RegionProfile region() {
    return region;
  }

  /**
   * Tells whether it is an initialiser region, not a class.
   *
   * @return true if it is a region
   */
  public boolean isRegion() {
    return region != null;
  }

  /**
   * Tells whether it is a region whose fields no run read.
   *
   * @return false of a class
   */
  public boolean isNeverRead() {
    return region != null && region.isNeverRead();
  }

  /**
   * Tells whether it is a region that was read, but in no run before start-up was over: deferred,
   * it would be paid later.
   *
   * @return false of a class
   */
  public boolean isPaidLater() {
    return region != null && !region.isNeverRead() && region.runsReadBeforeReady() == 0;
  }

  /**
   * Returns what was measured of it.
   *
   * @return of all runs
   */
  public Initialisation initialisation() {
    return initialisation;
  }

  /**
   * Returns on whose behalf it first ran.
   *
   * @return of a region its class; null for the program
   */
  public @Nullable TreeNode parent() {
    return parent;
  }

  /**
   * Returns what ran on its behalf.
   *
   * @return in the order of time; not to be changed
   */
  public List<TreeNode> children() {
    return Collections.unmodifiableList(children);
  }

  /**
   * Tells how deep it is nested.
   *
   * @return 0 of a root
   */
  public int depth() {
    return depth;
  }

  /**
   * Tells when it began.
   *
   * @return nanoseconds after the start of the process
   */
  public long startNanos() {
    return startNanos;
  }

  /**
   * Returns its own wall time.
   *
   * @return nanoseconds, without those of its children
   */
  public long selfNanos() {
    return selfNanos;
  }

  /**
   * Returns the heap that it allocated itself.
   *
   * @return bytes, without those of its children
   */
  public long selfBytes() {
    return selfBytes;
  }

  /**
   * Returns how many classes it loaded itself.
   *
   * @return classes, of the JDK too, without those of its children
   */
  public long selfLoaded() {
    return selfLoaded;
  }

  /**
   * Returns the wall time of it and of all below it.
   *
   * @return nanoseconds
   */
  public long totalNanos() {
    return totalNanos;
  }

  /**
   * Returns the heap that it and all below it allocated.
   *
   * @return bytes
   */
  public long totalBytes() {
    return totalBytes;
  }

  /**
   * Returns how many classes it and all below it loaded.
   *
   * @return classes, of the JDK too
   */
  public long totalLoaded() {
    return totalLoaded;
  }

  @Override
  public String toString() {
    return name;
  }
}
